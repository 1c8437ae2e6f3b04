using Microsoft.Data.Analysis;

namespace EdgeNotebooks.Display;

/// <summary>A table with where it comes from: one line under it, and the rest on a click.</summary>
/// <param name="Table">The table.</param>
/// <param name="Source">The line.</param>
/// <param name="Provenance">The rest, as text; empty for none.</param>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed record SourcedTable(DataFrame Table, string Source, string Provenance = "") : IDisplay
{
    /// <inheritdoc/>
    public string Render(string mimeType) => DataFrameDisplay.ToHtml(Table) + HtmlText.Details(Source, Provenance);

    /// <summary>The table as text, and its source.</summary>
    public override string ToString() => $"{DataFrameDisplay.ToText(Table)}{Environment.NewLine}{Source}";
}
