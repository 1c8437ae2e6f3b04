using System.Globalization;
using EdgeNotebooks.Display;

namespace EdgeNotebooks.Operators.Quantization.Seams;

/// <summary>
/// How well the ranges of a quantized model fit what it is given. Behind a skipped run of blocks they were chosen for other tensors:
/// the seam is the first activation whose values are clipped or that uses little of its range.
/// </summary>
/// <param name="Data">What the model was given.</param>
/// <param name="Ranges">Every activation with a range, in topological order.</param>
/// <param name="Seam">The activations that do not fit, and all that is computed from them; empty if all fit.</param>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed record SeamReport(string Data, IReadOnlyList<SeamRange> Ranges, IReadOnlyList<SeamRange> Seam) : IDisplay
{
    /// <summary>The largest share of clipped values, in percent.</summary>
    public double ClippedPct => Ranges.Count == 0 ? 0 : Ranges.Max(range => range.ClippedPct);

    /// <inheritdoc/>
    public string Render(string mimeType) => HtmlText.Card("ranges behind the seam", Facts());

    /// <summary>One fact per line.</summary>
    public override string ToString() => string.Join('\n', Facts().Select(fact => $"{fact.Name,-12} {fact.Value}"));

    private IEnumerable<(string Name, string Value)> Facts()
    {
        yield return ("ranges", string.Create(CultureInfo.InvariantCulture, $"{Ranges.Count}, of which {Seam.Count} do not fit or follow one that does not; {Data}"));
        yield return ("clipped", string.Create(CultureInfo.InvariantCulture, $"at most {ClippedPct:0.000} % of the values of a tensor"));
        foreach (var range in Seam)
            yield return (range.Tensor, string.Create(CultureInfo.InvariantCulture, $"{range.Range}, seen {range.Seen}: {range.ClippedPct:0.000} % clipped, {range.UsedPct:0} % used"));
    }
}
