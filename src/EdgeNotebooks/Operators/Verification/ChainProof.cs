using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EdgeNotebooks.Display;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Operators.Partition;

namespace EdgeNotebooks.Operators.Verification;

/// <summary>
/// What running a partitioned model beside the whole one showed. Without graph optimisations on one thread both must give the same
/// bits; with them operators are fused differently at a cut, and float results may differ a little.
/// </summary>
/// <param name="BitEqual">Whether all outputs have the same bytes without optimisations.</param>
/// <param name="Difference">Largest absolute difference with optimisations, divided by the largest absolute value of the whole's outputs.</param>
/// <param name="InputsSha256">SHA-256 over the inputs: name, type, shape and bytes of each, in order.</param>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed record ChainProof(bool BitEqual, double Difference, string InputsSha256) : IDisplay
{
    /// <summary>The largest <see cref="Difference"/> that fusing in another order explains for float32.</summary>
    public const double Tolerance = 1e-5;

    private static readonly SessionSettings s_exact = new() { Threads = 1, Optimize = false };
    private static readonly SessionSettings s_optimized = new() { Threads = 1 };

    /// <summary>Whether the parts compute the model.</summary>
    public bool Holds => BitEqual && Difference <= Tolerance;

    /// <summary>Runs the whole model and the chain of its parts twice, without and with optimisations.</summary>
    /// <param name="model">The model and its parts.</param>
    /// <param name="inputs">A tensor for each input; drawn from seed 1 if null.</param>
    /// <exception cref="ModelLoadException">ONNX Runtime cannot load the whole or a part.</exception>
    /// <exception cref="ArgumentException">A model does not run on the inputs.</exception>
    public static ChainProof Of(PartitionedModel model, IReadOnlyDictionary<string, Tensor>? inputs = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        inputs ??= RandomInputs.Of(model.Whole);
        var (wholeExact, chainExact) = (Run([model.Whole], inputs, s_exact), Run(model.Parts, inputs, s_exact));
        var equal = wholeExact.All(output => output.Value.Bytes.Span.SequenceEqual(chainExact[output.Key].Bytes.Span));
        var (whole, chain) = (Run([model.Whole], inputs, s_optimized), Run(model.Parts, inputs, s_optimized));
        return new(equal, whole.Max(output => Compare(output.Value.ToDoubles(), chain[output.Key].ToDoubles())), Hash(inputs));
    }

    /// <summary>The record as JSON, with the versions that it was made with.</summary>
    public JsonObject ToJson() => new()
    {
        ["holds"] = Holds,
        ["bitEqual"] = BitEqual,
        ["difference"] = Difference,
        ["tolerance"] = Tolerance,
        ["inputsSha256"] = InputsSha256,
        ["library"] = typeof(ChainProof).Assembly.GetName().Version?.ToString(3),
        ["machine"] = Machine.Here.ToString(),
    };

    /// <inheritdoc/>
    public string Render(string mimeType) => HtmlText.Card(Holds ? "the parts compute the model" : "the parts do NOT compute the model",
        [("bit for bit", BitEqual ? "equal" : "different"), ("with optimisations", FormattableString.Invariant($"{Difference:0.0e+0} of the largest value")), ("inputs", InputsSha256)]);

    /// <summary>The verdict in one line.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"the parts {(Holds ? "compute" : "do NOT compute")} the model: {(BitEqual ? "equal" : "different")} bit for bit without optimisations, within {Difference:0.0e+0} of the largest value with them");

    private static IReadOnlyDictionary<string, Tensor> Run(IReadOnlyList<OnnxModel> chain, IReadOnlyDictionary<string, Tensor> inputs, SessionSettings settings)
    {
        var tensors = new Dictionary<string, Tensor>(inputs);
        foreach (var part in chain)
        {
            using var session = Session.Open(part, settings);
            foreach (var (name, tensor) in session.Run(tensors)) tensors[name] = tensor;
        }

        return chain[^1].Outputs.Concat(chain.Count == 1 ? [] : chain.SkipLast(1).SelectMany(part => part.Outputs)).Select(output => output.Name).Distinct()
            .ToDictionary(name => name, name => tensors[name]);
    }

    private static double Compare(double[] expected, double[] actual)
    {
        var largest = expected.Length == 0 ? 0 : expected.Max(Math.Abs);
        var difference = expected.Zip(actual, (a, b) => a.Equals(b) ? 0 : Math.Abs(a - b)).DefaultIfEmpty(0).Max();
        return difference == 0 ? 0 : double.IsNaN(difference) ? double.PositiveInfinity : difference / Math.Max(largest, double.Epsilon);
    }

    private static string Hash(IReadOnlyDictionary<string, Tensor> inputs)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, tensor) in inputs.OrderBy(input => input.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name} {tensor}\n"));
            hash.AppendData(tensor.Bytes.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
