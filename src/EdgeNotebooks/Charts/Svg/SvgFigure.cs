using System.Text;
using EdgeNotebooks.Display;

namespace EdgeNotebooks.Charts.Svg;

/// <summary>A figure as a static SVG picture, for places that run no scripts: code hosts, print, papers.</summary>
internal static class SvgFigure
{
    private const double Left = 58;
    private const double Right = 16;
    private const double Bottom = 46;
    private const double LegendRow = 18;
    private const double CaptionRow = 15;

    /// <summary>About the width of a letter of the caption, in pixels, on the wide side.</summary>
    private const double CaptionLetter = 6.1;

    public static string Of(Figure figure)
    {
        var legend = figure.ShowLegend ? Legend(figure) : [];
        var top = (figure.Title.Length > 0 ? 56 : 34) + (legend.Length > 0 ? LegendRow : 0);
        var rows = PanelGrid.Rows(figure);
        var width = (figure.Width - Left - Right - (PanelGrid.GapX * (figure.Columns - 1))) / figure.Columns;
        var height = (figure.Height - top - Bottom - (PanelGrid.GapY * (rows - 1))) / rows;
        string[] lines = [.. Lines(figure.Caption, (int)((figure.Width - Left - Right) / CaptionLetter))];
        var caption = lines.Length > 0 ? 7 + (CaptionRow * lines.Length) : 0;

        var svg = new StringBuilder(FormattableString.Invariant(
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {figure.Width} {figure.Height + caption}\" width=\"{figure.Width}\" height=\"{figure.Height + caption}\" font-family=\"sans-serif\" font-size=\"12\" fill=\"#333\">"));
        svg.Append(FormattableString.Invariant($"<title>{HtmlText.Encode(figure.ToString())}</title><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>"));
        if (figure.Title.Length > 0) svg.Append(Mark.Text(figure.Width / 2.0, 22, figure.Title, size: 16));
        AppendLegend(svg, legend, figure.Width, figure.Title.Length > 0 ? 42 : 20);
        for (var i = 0; i < figure.Panels.Count; i++)
        {
            var (column, row) = (i % figure.Columns, i / figure.Columns);
            var frame = new Frame(Left + (column * (width + PanelGrid.GapX)), top + (row * (height + PanelGrid.GapY)), width, height);
            var panel = figure.Panels[i];
            SvgPanel.Append(svg, panel with { X = panel.X with { Title = PanelGrid.TitleX(figure, i) }, Y = panel.Y with { Title = PanelGrid.TitleY(figure, i) } }, frame);
        }

        foreach (var (i, line) in lines.Index()) svg.Append(Mark.Text(Left, figure.Height + 8 + (CaptionRow * i), line, anchor: "start", size: 11));
        return svg.Append("</svg>").ToString();
    }

    private static (string Name, string Color)[] Legend(Figure figure) =>
        [.. figure.Traces.Where(trace => trace is not TextTrace).DistinctBy(trace => trace.Name).Select(trace => (trace.Name, trace.Color ?? Palette.Neutral))];

    /// <summary>Text in lines of at most so many letters, broken between words; a longer word has a line of its own.</summary>
    internal static IEnumerable<string> Lines(string text, int letters)
    {
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > letters)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        if (line.Length > 0) yield return line;
    }

    private static void AppendLegend(StringBuilder svg, (string Name, string Color)[] legend, double width, double y)
    {
        var x = (width - legend.Sum(entry => 26 + (7 * entry.Name.Length))) / 2;
        foreach (var (name, color) in legend)
        {
            svg.Append(FormattableString.Invariant($"<rect x=\"{x:0.#}\" y=\"{y - 9:0.#}\" width=\"11\" height=\"11\" fill=\"{color}\"/>"));
            svg.Append(Mark.Text(x + 15, y, name, anchor: "start"));
            x += 26 + (7 * name.Length);
        }
    }
}
