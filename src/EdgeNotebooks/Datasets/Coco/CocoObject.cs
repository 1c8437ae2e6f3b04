using System.Text.Json;

namespace EdgeNotebooks.Datasets.Coco;

/// <summary>Paints one object's outline, whichever of COCO's three ways it is written in.</summary>
internal static class CocoObject
{
    /// <param name="annotation">The object's element: polygons, run lengths as numbers (crowds), or run lengths as text.</param>
    /// <param name="width">Width of the picture.</param>
    /// <param name="height">Height of the picture.</param>
    /// <param name="bits">What is set wherever the object is.</param>
    /// <param name="target">One number per pixel.</param>
    /// <exception cref="FormatException">The outline does not fit the picture, or is written in no known way.</exception>
    public static void Paint(JsonElement annotation, int width, int height, uint bits, uint[] target)
    {
        if (!annotation.TryGetProperty("segmentation", out var outline)) throw new FormatException("the object has no 'segmentation'");
        if (outline.ValueKind == JsonValueKind.Array)
        {
            foreach (var polygon in outline.EnumerateArray())
                RunLengths.Paint(PolygonRuns.Of(Corners(polygon), width, height), width, height, bits, target);
            return;
        }

        if (outline.ValueKind != JsonValueKind.Object || !outline.TryGetProperty("counts", out var counts) || !outline.TryGetProperty("size", out var size)
            || size.ValueKind != JsonValueKind.Array || size.GetArrayLength() != 2)
            throw new FormatException("'segmentation' is neither polygons nor run lengths with 'counts' and 'size'");
        if ((size[0].GetInt32(), size[1].GetInt32()) != (height, width))
            throw new FormatException($"the mask is {size[1].GetInt32()}x{size[0].GetInt32()} pixels, its picture {width}x{height}");
        var runs = counts.ValueKind == JsonValueKind.String ? RunLengths.FromText(counts.GetString()!) : [.. counts.EnumerateArray().Select(run => run.GetUInt32())];
        RunLengths.Paint(runs, width, height, bits, target);
    }

    private static double[] Corners(JsonElement polygon)
    {
        double[] corners = [.. polygon.EnumerateArray().Select(one => one.GetDouble())];
        return corners.Length >= 6 && corners.Length % 2 == 0 ? corners : throw new FormatException($"a polygon has {corners.Length} numbers; at least three corners with x and y were expected");
    }
}
