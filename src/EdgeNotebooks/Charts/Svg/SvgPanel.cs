using System.Text;

namespace EdgeNotebooks.Charts.Svg;

/// <summary>Draws one panel: axes first, then its traces.</summary>
internal static class SvgPanel
{
    private const string Grid = "#ddd";

    /// <summary>About the width of a digit in a tick's label, in pixels.</summary>
    private const double TickLetter = 6.4;

    public static void Append(StringBuilder svg, Panel panel, Frame frame)
    {
        var x = new Scale(panel.X, [.. panel.Traces.SelectMany(SvgTrace.Xs)], panel.X.IsCategory ? [.. panel.Traces.SelectMany(SvgTrace.Names).Distinct()] : [],
            frame.X, frame.X + frame.Width);
        var y = new Scale(panel.Y, [.. panel.Traces.SelectMany(SvgTrace.Ys)], panel.Y.IsCategory ? [.. panel.Traces.SelectMany(SvgTrace.Rows).Distinct()] : [], frame.Y + frame.Height, frame.Y);
        AppendAxes(svg, panel, frame, x, y);
        // Several boxes or bars at one place share it: as many lanes as there are hues.
        var lanes = panel.Traces.Where(trace => SvgTrace.HasPlace(trace) || trace is BarTrace { Bases.Count: 0 }).Select(trace => trace.Name).Distinct().ToList();
        foreach (var trace in panel.Traces) SvgTrace.Append(svg, trace, x, y, lanes);
    }

    private static void AppendAxes(StringBuilder svg, Panel panel, Frame frame, Scale x, Scale y)
    {
        var bottom = frame.Y + frame.Height;
        if (panel.Title.Length > 0) svg.Append(Mark.Text(frame.X + (frame.Width / 2), frame.Y - 8, panel.Title, size: 14));
        if (!panel.Y.IsHidden)
        {
            foreach (var (at, label) in y.Ticks)
                svg.Append(Mark.Line(frame.X, at, frame.X + frame.Width, at, Grid)).Append(Mark.Text(frame.X - 6, at + 4, label, anchor: "end", size: 11));
            var widest = y.Ticks.Select(tick => tick.Label.Length).DefaultIfEmpty(0).Max();
            if (panel.Y.Title.Length > 0) svg.Append(Mark.Text(frame.X - Math.Max(34, 15 + (TickLetter * widest)), frame.Y + (frame.Height / 2), panel.Y.Title, turn: -90));
        }

        if (panel.X.IsHidden) return;
        foreach (var (at, label) in x.Ticks) svg.Append(Mark.Text(at, bottom + 16, label, size: 11));
        if (panel.X.Title.Length > 0) svg.Append(Mark.Text(frame.X + (frame.Width / 2), bottom + 34, panel.X.Title));
    }
}
