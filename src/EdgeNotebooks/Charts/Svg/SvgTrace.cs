using System.Globalization;
using System.Text;
using EdgeNotebooks.Statistics;

namespace EdgeNotebooks.Charts.Svg;

/// <summary>Draws traces, and tells what they put on the axes.</summary>
internal static class SvgTrace
{
    private const double BoxShare = 0.55;

    public static bool HasPlace(Trace trace) => trace is BoxTrace { Place: not null } or QuartileTrace { Place: not null };

    public static IEnumerable<string> Names(Trace trace) => trace switch
    {
        BoxTrace box => [box.Place ?? box.Name],
        QuartileTrace box => [box.Place ?? box.Name],
        PointTrace points => points.X.OfType<string>(),
        BarTrace bars => bars.X.OfType<string>(),
        TextTrace words => words.X.OfType<string>(),
        CellTrace cells => cells.Columns,
        _ => [],
    };

    /// <summary>Names on the vertical axis.</summary>
    public static IEnumerable<string> Rows(Trace trace) => trace is CellTrace cells ? cells.Rows : [];

    public static IEnumerable<double> Xs(Trace trace) => (trace switch { PointTrace points => points.X, BarTrace bars => bars.X, TextTrace words => words.X, _ => [] })
        .Where(position => position is not string).Select(position => Convert.ToDouble(position, CultureInfo.InvariantCulture));

    public static IEnumerable<double> Ys(Trace trace) => trace switch
    {
        BoxTrace box => box.Values,
        QuartileTrace box => [box.Low, box.High],
        PointTrace points => points.Y.Concat(points.Bars.SelectMany(bar => new[] { bar.Low, bar.High })),
        BarTrace bars => bars.Y.Select((height, i) => height + Base(bars, i)).Append(0),
        TextTrace words => words.Y,
        _ => [],
    };

    public static void Append(StringBuilder svg, Trace trace, Scale x, Scale y, List<string> lanes)
    {
        var color = trace.Color ?? Palette.Neutral;
        switch (trace)
        {
            case BoxTrace box:
                AppendBox(svg, Tukey(box.Values), Lane(x, box.Name, box.Place, lanes), y, color);
                break;
            case QuartileTrace box:
                AppendBox(svg, new(box.Low, box.Q1, box.Median, box.Q3, box.High, []), Lane(x, box.Name, box.Place, lanes), y, color);
                break;
            case PointTrace points:
                AppendPoints(svg, points, x, y, color);
                break;
            case BarTrace bars:
                AppendBars(svg, bars, x, y, lanes, color);
                break;
            case TextTrace words:
                for (var i = 0; i < words.Y.Count; i++) svg.Append(Mark.Text(x.At(words.X[i]), y.At(words.Y[i]), words.Texts[i], size: 11));
                break;
            case CellTrace cells:
                AppendCells(svg, cells, x, y);
                break;
        }
    }

    private static double Base(BarTrace bars, int i) => bars.Bases.Count > 0 ? bars.Bases[i] : 0;

    private static void AppendBars(StringBuilder svg, BarTrace bars, Scale x, Scale y, List<string> lanes, string color)
    {
        for (var i = 0; i < bars.X.Count; i++)
        {
            var (centre, width) = bars.X[i] is string place ? Lane(x, bars.Name, bars.Bases.Count > 0 || lanes.Count < 2 ? null : place, lanes, place) : (x.At(bars.X[i]), 3);
            var (from, to) = (Base(bars, i), Base(bars, i) + bars.Y[i]);
            svg.Append(Mark.Rectangle(centre - (width / 2), y.At(Math.Max(from, to)), width, Math.Abs(y.At(to) - y.At(from)), color));
        }
    }

    private static void AppendCells(StringBuilder svg, CellTrace cells, Scale x, Scale y)
    {
        for (var row = 0; row < cells.Rows.Count; row++)
        {
            for (var column = 0; column < cells.Columns.Count; column++)
            {
                var (left, middle) = (x.At(cells.Columns[column]), y.At(cells.Rows[row]));
                if (cells.Colors[row][column] is { Length: > 0 } color) svg.Append(Mark.Rectangle(left - (x.Slot / 2) + 1, middle - (y.Slot / 2) + 1, x.Slot - 2, y.Slot - 2, color));
                svg.Append(Mark.Text(left, middle + 4, cells.Texts[row][column], size: 11));
            }
        }
    }

    private static (double Centre, double Width) Lane(Scale x, string name, string? place, List<string> lanes, string? alone = null)
    {
        if (place is null) return (x.At(alone ?? name), x.Slot * BoxShare);
        var lane = x.Slot * 0.8 / lanes.Count;
        return (x.At(place) + ((lanes.IndexOf(name) - ((lanes.Count - 1) / 2.0)) * lane), lane * 0.8);
    }

    private static void AppendBox(StringBuilder svg, Box box, (double Centre, double Width) lane, Scale y, string color)
    {
        var (left, right) = (lane.Centre - (lane.Width / 2), lane.Centre + (lane.Width / 2));
        svg.Append("<g class=\"box\">")
            .Append(Mark.Line(lane.Centre, y.At(box.Low), lane.Centre, y.At(box.Q1), color))
            .Append(Mark.Line(lane.Centre, y.At(box.Q3), lane.Centre, y.At(box.High), color))
            .Append(Mark.Line((left + lane.Centre) / 2, y.At(box.Low), (right + lane.Centre) / 2, y.At(box.Low), color))
            .Append(Mark.Line((left + lane.Centre) / 2, y.At(box.High), (right + lane.Centre) / 2, y.At(box.High), color))
            .Append(Mark.Rectangle(left, y.At(box.Q3), lane.Width, y.At(box.Q1) - y.At(box.Q3), color))
            .Append(Mark.Line(left, y.At(box.Median), right, y.At(box.Median), color, width: 2));
        foreach (var outlier in box.Outliers) svg.Append(Mark.Dot(lane.Centre, y.At(outlier), color));
        svg.Append("</g>");
    }

    private static void AppendPoints(StringBuilder svg, PointTrace points, Scale x, Scale y, string color)
    {
        if (points.HasLine)
        {
            var path = string.Join(" ", points.X.Zip(points.Y, (at, value) => FormattableString.Invariant($"{x.At(at):0.##},{y.At(value):0.##}")));
            svg.Append($"<polyline points=\"{path}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"{points.LineWidth.ToString(CultureInfo.InvariantCulture)}\"/>");
        }

        for (var i = 0; i < points.Y.Count; i++)
        {
            var at = x.At(points.X[i]);
            if (points.Bars.Count > 0) svg.Append(Mark.Line(at, y.At(points.Bars[i].Low), at, y.At(points.Bars[i].High), color));
            if (!points.HidesMarks) svg.Append(Mark.Dot(at, y.At(points.Y[i]), color, points.IsSquare));
        }
    }

    /// <summary>Tukey's box: whiskers to the last value within 1.5 interquartile ranges, quartiles of type 7.</summary>
    private static Box Tukey(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Order()];
        var (q1, median, q3) = (Quantile.OfSorted(sorted, 0.25), Quantile.OfSorted(sorted, 0.5), Quantile.OfSorted(sorted, 0.75));
        var reach = 1.5 * (q3 - q1);
        var inside = sorted.Where(value => value >= q1 - reach && value <= q3 + reach).ToArray();
        return new(inside[0], q1, median, q3, inside[^1], [.. sorted.Where(value => value < inside[0] || value > inside[^1])]);
    }

    private sealed record Box(double Low, double Q1, double Median, double Q3, double High, double[] Outliers);
}
