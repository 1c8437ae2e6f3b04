using System.Globalization;
using EdgeNotebooks.Display;
using EdgeNotebooks.Inference;

namespace EdgeNotebooks.Operators.Quantization.Explaining;

/// <summary>Why a quantized model is as fast as it is: both models, node by node, measured in turn in one run.</summary>
/// <param name="FloatSeconds">One inference of the float model: the lower quartile of the runs.</param>
/// <param name="QuantizedSeconds">One inference of the quantized model, alike.</param>
/// <param name="Nodes">Nodes of the float model in order.</param>
/// <param name="Conversions">QuantizeLinear and DequantizeLinear operators that run.</param>
/// <param name="ConversionSeconds">What they take.</param>
/// <param name="Bound">
/// Float time over what the nodes would take if each ran in the faster of its two forms and nothing was converted, by the operators' own
/// times. The profiler adds about a microsecond to each operator, so for models of many small ones it is less than what is reached.
/// </param>
/// <param name="Causes">Causes of lost speed, dearest first.</param>
/// <param name="Instructions">What the processor has for 8-bit products.</param>
/// <param name="Threads">Threads of both.</param>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed record SpeedExplanation(
    double FloatSeconds, double QuantizedSeconds, IReadOnlyList<NodeSpeed> Nodes, int Conversions, double ConversionSeconds, double Bound,
    IReadOnlyList<SlownessCause> Causes, Int8Instructions Instructions, int Threads) : IDisplay
{
    private const int Top = 3;

    /// <summary>Float time over int8 time; above 1 the quantized model is faster.</summary>
    public double Ratio => FloatSeconds / QuantizedSeconds;

    /// <inheritdoc/>
    public string Render(string mimeType) => HtmlText.Card("why it is not faster", Facts());

    /// <summary>One fact per line.</summary>
    public override string ToString() => string.Join('\n', Facts().Select(fact => $"{fact.Name,-12} {fact.Value}"));

    private IEnumerable<(string Name, string Value)> Facts()
    {
        yield return ("speed", string.Create(CultureInfo.InvariantCulture, $"{Ratio:0.00} x float ({1e3 * FloatSeconds:0.000} ms to {1e3 * QuantizedSeconds:0.000} ms, {Threads} {(Threads == 1 ? "thread" : "threads")}); {Bound:0.00} x by the operators' own times if each ran in its faster form"));
        yield return ("int8 units", $"{Instructions}");
        yield return ("conversions", string.Create(CultureInfo.InvariantCulture, $"{Conversions}, {1e3 * ConversionSeconds:0.000} ms"));
        foreach (var (cause, i) in Causes.Take(Top).Select((cause, i) => (cause, i + 1))) yield return (string.Create(CultureInfo.InvariantCulture, $"cause {i}"), cause.Text);
        if (Causes.Count == 0) yield return ("causes", "none found: no node stays float, none is slower, nothing is converted inside");
    }
}
