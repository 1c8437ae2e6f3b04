using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Storage;

namespace EdgeNotebooks.Operators.Verification;

/// <summary>What a check of a transform found.</summary>
/// <param name="Transform"><c>partition</c> or <c>earlyexit</c>.</param>
/// <param name="Model">The model that was transformed.</param>
/// <param name="Detail">The cuts, or the exit.</param>
/// <param name="InputShapes">Shapes of the inputs, by name.</param>
/// <param name="InputsSha256">Hash of the inputs.</param>
/// <param name="Seed">Seed of drawn inputs.</param>
/// <param name="Quantized">Whether the model holds quantized operators, for which no tolerance is set with optimisations on.</param>
/// <param name="Tolerance">The tolerance with optimisations on, relative to the largest reference value.</param>
/// <param name="Exact">Outputs with optimisations off and one thread; they must be equal bit for bit.</param>
/// <param name="Optimized">Outputs with all optimisations on; fusions differ at a cut.</param>
/// <param name="Passed">Whether all of this holds.</param>
/// <param name="LibraryVersion">Version of this library.</param>
/// <param name="RuntimeVersion">Version of ONNX Runtime.</param>
public sealed record Proof(
    string Transform, string Model, IReadOnlyList<string> Detail, IReadOnlyDictionary<string, string> InputShapes, string InputsSha256, ulong Seed,
    bool Quantized, double Tolerance, IReadOnlyList<OutputComparison> Exact, IReadOnlyList<OutputComparison> Optimized, bool Passed,
    string LibraryVersion, string RuntimeVersion)
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>One line: the verdict and the largest differences.</summary>
    public string Verdict => string.Create(CultureInfo.InvariantCulture, $"{(Passed ? "verified" : "NOT verified")}: {(Exact.All(output => output.Identical)
        ? "bit for bit equal with optimisations off" : $"differs by up to {Exact.Max(output => output.MaxAbs):G3} with optimisations off")}, up to {Optimized.Max(output => output.MaxAbs):G3} with them on");

    /// <summary>The record as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, s_json);

    /// <summary>Writes the record beside the model, whole or not at all.</summary>
    /// <exception cref="ModelWriteException">The folder cannot be written to, or the disk is full.</exception>
    public void Save(string path)
    {
        using var output = new FileOutput(path);
        output.Write(System.Text.Encoding.UTF8.GetBytes(ToJson() + "\n"));
        output.Complete();
        output.Commit();
    }

    /// <inheritdoc/>
    public override string ToString() => Verdict;
}
