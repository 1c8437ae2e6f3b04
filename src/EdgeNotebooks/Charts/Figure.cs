using EdgeNotebooks.Charts.Svg;
using EdgeNotebooks.Display;

namespace EdgeNotebooks.Charts;

/// <summary>
/// A figure as data: panels in a grid, each with axes and traces. It is drawn by Plotly (interactive, offline) or as
/// a static SVG, and can be tested without drawing it. Immutable; change one with <c>with</c>.
/// </summary>
/// <param name="Panels">Panels row by row, left to right.</param>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html, DisplayFormatterSource.Plotly, DisplayFormatterSource.Svg])]
public sealed record Figure(IReadOnlyList<Panel> Panels) : IDisplay
{
    /// <summary>Heading over all panels; empty for none.</summary>
    public string Title { get; init; } = "";

    /// <summary>What the reader must know to read it: n, source, what whiskers mean.</summary>
    public string Caption { get; init; } = "";

    /// <summary>Everything about how the data came about, shown on a click under the caption; empty for none.</summary>
    public string Provenance { get; init; } = "";

    /// <summary>Panels side by side; 1 by default.</summary>
    public int Columns { get; init; } = 1;

    /// <summary>Width in CSS pixels at most; it shrinks with the page.</summary>
    public int Width { get; init; } = 900;

    /// <summary>Height in CSS pixels.</summary>
    public int Height { get; init; } = 420;

    /// <summary>Whether named traces are listed beside the figure.</summary>
    public bool ShowLegend { get; init; }

    /// <summary>All traces of all panels.</summary>
    public IEnumerable<Trace> Traces => Panels.SelectMany(panel => panel.Traces);

    /// <inheritdoc/>
    public string Render(string mimeType) => mimeType switch
    {
        DisplayFormatterSource.Plotly => PlotlyJson.Of(this).ToJsonString(),
        DisplayFormatterSource.Svg => ToSvg(),
        _ => PlotlyScript.Embed(PlotlyJson.Of(this), Width, Height, Title, Provenance.Length == 0 ? Caption : "")
            + (Provenance.Length == 0 ? "" : HtmlText.Details(Caption, Provenance)),
    };

    /// <summary>A heading that says on the chart itself what is doubtful about its data.</summary>
    internal static string Stamped(string title, string doubt) => doubt.Length == 0 ? title : $"{doubt}: {title}";

    /// <summary>The figure as a static picture, drawn without a browser: a complete SVG document.</summary>
    public string ToSvg() => SvgFigure.Of(this);

    /// <summary>The figure in a sentence, for places that show text only.</summary>
    public override string ToString() =>
        $"{(Title.Length > 0 ? Title : "Figure")} ({Panels.Count} {(Panels.Count == 1 ? "panel" : "panels")}: "
        + string.Join("; ", Panels.Select(panel => $"{(panel.Title.Length > 0 ? panel.Title + ": " : "")}{string.Join(", ", panel.Traces.Select(trace => trace.Name))}"))
        + ")";
}
