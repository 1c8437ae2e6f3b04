namespace EdgeNotebooks.Datasets.Coco;

/// <summary>
/// Fills a polygon as the COCO API does, pixel for pixel: its outline is walked on a grid five times as fine, and each step between two
/// columns of that grid that hits the middle of a pixel column turns the fill on or off from that pixel down.
/// </summary>
/// <remarks>Source: COCO API, <c>common/maskApi.c</c> (rleFrPoly), version 2.0.</remarks>
internal static class PolygonRuns
{
    private const double Fineness = 5;

    /// <summary>Runs of the mask in COCO's order.</summary>
    /// <param name="corners">x and y of each corner in turn, in pixels.</param>
    /// <param name="width">Width of the picture.</param>
    /// <param name="height">Height of the picture.</param>
    public static uint[] Of(ReadOnlySpan<double> corners, int width, int height)
    {
        var switches = Switches(Outline(corners), width, height);
        switches.Add((uint)(width * height));
        switches.Sort();
        var runs = new List<uint>(switches.Count);
        uint before = 0;
        var joins = false;
        // Two switches at one pixel cancel: an empty run joins its neighbours.
        foreach (var at in switches)
        {
            var length = at - before;
            before = at;
            if (joins) (runs[^1], joins) = (runs[^1] + length, false);
            else if (length == 0 && runs.Count > 0) joins = true;
            else runs.Add(length);
        }

        return [.. runs];
    }

    private static List<(int X, int Y)> Outline(ReadOnlySpan<double> corners)
    {
        var count = corners.Length / 2;
        var outline = new List<(int, int)>();
        for (var i = 0; i < count; i++)
        {
            var next = (i + 1) % count;
            Edge((Fine(corners[2 * i]), Fine(corners[2 * i + 1])), (Fine(corners[2 * next]), Fine(corners[2 * next + 1])), outline);
        }

        return outline;
    }

    /// <summary>Every point from one corner to the next, one per step of the longer direction; drawn the same way round in both directions.</summary>
    private static void Edge((int X, int Y) from, (int X, int Y) to, List<(int, int)> outline)
    {
        var (wide, high) = (Math.Abs(to.X - from.X), Math.Abs(to.Y - from.Y));
        var isFlat = wide >= high;
        var isFlipped = isFlat ? from.X > to.X : from.Y > to.Y;
        if (isFlipped) (from, to) = (to, from);
        var steps = Math.Max(wide, high);
        var slope = steps == 0 ? 0 : isFlat ? (double)(to.Y - from.Y) / wide : (double)(to.X - from.X) / high;
        for (var step = 0; step <= steps; step++)
        {
            var t = isFlipped ? steps - step : step;
            outline.Add(isFlat ? (t + from.X, (int)(from.Y + slope * t + 0.5)) : ((int)(from.X + slope * t + 0.5), t + from.Y));
        }
    }

    private static List<uint> Switches(List<(int X, int Y)> outline, int width, int height)
    {
        var switches = new List<uint>();
        for (var i = 1; i < outline.Count; i++)
        {
            var (here, last) = (outline[i], outline[i - 1]);
            if (here.X == last.X) continue;
            var x = ((here.X < last.X ? here.X : here.X - 1) + 0.5) / Fineness - 0.5;
            if (Math.Floor(x) != x || x < 0 || x > width - 1) continue;
            var y = Math.Clamp((Math.Min(here.Y, last.Y) + 0.5) / Fineness - 0.5, 0, height);
            switches.Add((uint)((int)x * height + (int)Math.Ceiling(y)));
        }

        return switches;
    }

    private static int Fine(double coordinate) => (int)(Fineness * coordinate + 0.5);
}
