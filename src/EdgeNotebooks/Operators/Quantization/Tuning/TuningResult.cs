using System.Globalization;
using EdgeNotebooks.Display;

namespace EdgeNotebooks.Operators.Quantization.Tuning;

/// <summary>The best model that a search found, and how it got there.</summary>
/// <param name="Best">Within the goal with the fewest layers float; with the least loss if the goal was missed.</param>
/// <param name="MaxLoss">The goal, in points.</param>
/// <param name="FloatScore">Accuracy of the float model in percent.</param>
/// <param name="History">What was tried, in order.</param>
/// <param name="Sensitivity">Layers, the most sensitive first; empty where they were not needed.</param>
/// <param name="IsReached">Whether the goal was met.</param>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed record TuningResult(
    QuantizedModel Best, double MaxLoss, double FloatScore, IReadOnlyList<TuningStep> History, IReadOnlyList<LayerSensitivity> Sensitivity, bool IsReached) : IDisplay
{
    /// <inheritdoc/>
    public string Render(string mimeType) => HtmlText.Card(IsReached ? "goal met" : "goal missed", Facts());

    /// <summary>One step per line.</summary>
    public override string ToString() => string.Join('\n', Facts().Select(fact => $"{fact.Name,-12} {fact.Value}"));

    private IEnumerable<(string Name, string Value)> Facts()
    {
        yield return ("goal", string.Create(CultureInfo.InvariantCulture, $"at most {MaxLoss:0.00} points below {FloatScore:0.00}: {(IsReached ? "met" : "missed")}"));
        foreach (var (step, i) in History.Select((step, i) => (step, i + 1)))
            yield return (string.Create(CultureInfo.InvariantCulture, $"step {i}"), string.Create(CultureInfo.InvariantCulture,
                $"{step.Method}, {step.Float.Count} layers float: {step.Score:0.00}, loss {step.Loss:0.00} after {step.Elapsed.TotalSeconds:0} s{(step.IsBest ? ", best so far" : "")}"));
    }
}
