using System.Text.Json.Nodes;
using EdgeNotebooks.Display;
using EdgeNotebooks.Inference;

namespace EdgeNotebooks.Operators.Verification;

/// <summary>
/// What running a transformed model beside its reference showed. Without graph optimisations on one thread both must give the same
/// bits. With them ONNX Runtime fuses differently at a cut: float results may differ by <see cref="Tolerance"/>, quantized ones are
/// reported as agreement and signal-to-noise ratio.
/// </summary>
/// <param name="Claim">What is to be shown, such as <c>the parts compute the model</c>.</param>
/// <param name="Exact">Outputs without optimisations, one thread.</param>
/// <param name="Optimized">Outputs with all optimisations, one thread.</param>
/// <param name="Quantized">Whether the model holds quantized operators.</param>
/// <param name="Inputs">Shape of each input by name, <c>1x3x64x64</c>.</param>
/// <param name="InputsSha256">SHA-256 over the inputs: name, type, shape and bytes of each, by name.</param>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed record Proof(
    string Claim, IReadOnlyList<OutputComparison> Exact, IReadOnlyList<OutputComparison> Optimized, bool Quantized,
    IReadOnlyDictionary<string, string> Inputs, string InputsSha256) : IDisplay
{
    /// <summary>The largest <see cref="Difference"/> that fusing in another order explains for float32.</summary>
    public const double Tolerance = 1e-5;

    /// <summary>Whether all outputs have the same bytes without optimisations.</summary>
    public bool BitEqual => Exact.All(output => output.Identical);

    /// <summary>Largest absolute difference with optimisations, divided by the largest absolute value of the reference output.</summary>
    public double Difference => Optimized.Max(output => output.Relative);

    /// <summary>Whether the claim holds: equal bits, and for a float model no more than the tolerance with optimisations.</summary>
    public bool Holds => BitEqual && (Quantized ? double.IsFinite(Difference) : Difference <= Tolerance);

    /// <summary>The record as JSON, with the versions that it was made with. SQNR is null for equal outputs.</summary>
    public JsonObject ToJson() => new()
    {
        ["claim"] = Claim,
        ["holds"] = Holds,
        ["bitEqual"] = BitEqual,
        ["difference"] = Number(Difference),
        ["tolerance"] = Quantized ? null : Tolerance,
        ["quantized"] = Quantized,
        ["outputs"] = new JsonArray([.. Exact.Zip(Optimized, Json)]),
        ["inputs"] = new JsonObject(Inputs.Select(input => KeyValuePair.Create(input.Key, (JsonNode?)input.Value))),
        ["inputsSha256"] = InputsSha256,
        ["library"] = typeof(Proof).Assembly.GetName().Version?.ToString(3),
        ["machine"] = Machine.Here.ToString(),
    };

    /// <inheritdoc/>
    public string Render(string mimeType) => HtmlText.Card(Verdict,
        [("bit for bit", BitEqual ? "equal without optimisations" : "different"), ("with optimisations", WithOptimisations), ("inputs", string.Join(", ", Inputs.Select(input => $"{input.Key} {input.Value}"))), ("SHA-256 of the inputs", InputsSha256)]);

    /// <summary>The verdict in one line.</summary>
    public override string ToString() => $"{Verdict}: {(BitEqual ? "equal" : "different")} bit for bit without optimisations, {WithOptimisations}";

    private string Verdict => Holds ? Claim : $"NOT true: {Claim}";

    private string WithOptimisations => Quantized
        ? FormattableString.Invariant($"argmax agreement {Optimized.Min(output => output.ArgmaxAgreementPct):0.00} % and SQNR {Optimized.Min(output => output.SqnrDb):0.0} dB with them")
        : FormattableString.Invariant($"within {Difference:0.0e+0} of the largest value with them");

    private static JsonNode? Json(OutputComparison exact, OutputComparison optimized) => new JsonObject
    {
        ["output"] = exact.Output,
        ["bitEqual"] = exact.Identical,
        ["maxAbsExact"] = Number(exact.MaxAbs),
        ["maxAbsOptimized"] = Number(optimized.MaxAbs),
        ["relativeOptimized"] = Number(optimized.Relative),
        ["sqnrDb"] = Number(optimized.SqnrDb),
        ["argmaxAgreementPct"] = optimized.ArgmaxAgreementPct,
    };

    private static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}
