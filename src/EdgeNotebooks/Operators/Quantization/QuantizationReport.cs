using System.Globalization;
using System.Text.RegularExpressions;
using EdgeNotebooks.Display;

namespace EdgeNotebooks.Operators.Quantization;

/// <summary>What quantization did to a model.</summary>
/// <param name="Options">How it was asked for.</param>
/// <param name="Data">What it was calibrated on.</param>
/// <param name="Calibration">How calibration went through it.</param>
/// <param name="Nodes">Every node of the float model, batch normalisation folded, in topological order.</param>
/// <param name="Ranges">The chosen ranges, in topological order.</param>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed record QuantizationReport(
    QuantizationOptions Options, string Data, CalibrationPlan Calibration, IReadOnlyList<QuantizedNode> Nodes, IReadOnlyList<ActivationRange> Ranges) : IDisplay
{
    /// <summary>Nodes that compute on integers or vanished into one that does.</summary>
    public IEnumerable<QuantizedNode> Quantized => Nodes.Where(node => node.IsQuantized);

    /// <summary>Nodes that stay float.</summary>
    public IEnumerable<QuantizedNode> Float => Nodes.Where(node => !node.IsQuantized);

    /// <inheritdoc/>
    public string Render(string mimeType) => HtmlText.Card("quantized", Facts());

    /// <summary>One fact per line.</summary>
    public override string ToString() => string.Join('\n', Facts().Select(fact => $"{fact.Name,-12} {fact.Value}"));

    private IEnumerable<(string Name, string Value)> Facts()
    {
        yield return ("int8", Count(Quantized.Select(node => node.OpType)));
        foreach (var reason in Float.GroupBy(node => Kind(node.Reason!)).OrderByDescending(group => group.Count()))
            yield return ("float", $"{Count(reason.Select(node => node.OpType))}: {reason.Key}");
        yield return ("ranges", string.Create(CultureInfo.InvariantCulture, $"{Ranges.Count} by {Options.Method}, {Data}"));
        yield return ("calibration", $"{Calibration}");
    }

    /// <summary>A reason without the tensor that it names, so that reasons of a kind count together.</summary>
    private static string Kind(string reason) => Regex.Replace(reason, " '[^']*'", "");

    private static string Count(IEnumerable<string> types) => string.Join(", ", types.GroupBy(type => type).OrderByDescending(group => group.Count())
        .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {group.Key}")).DefaultIfEmpty("none"));
}
