using System.Collections;

namespace EdgeNotebooks.Onnx.Cuts;

/// <summary>Cuts of a model in topological order.</summary>
/// <param name="model">The model's name.</param>
/// <param name="cuts">The cuts.</param>
/// <param name="inputShapes">Shapes of the inputs that bytes and multiply-accumulates hold for.</param>
/// <param name="notListed">Candidates that were left out.</param>
public sealed class CutList(string model, IReadOnlyList<Cut> cuts, IReadOnlyDictionary<string, TensorShape> inputShapes, long notListed) : IReadOnlyList<Cut>
{
    /// <summary>The model's name.</summary>
    public string Model { get; } = model;

    /// <summary>Shapes of the inputs that bytes and multiply-accumulates hold for; an open batch alone counts as 1.</summary>
    public IReadOnlyDictionary<string, TensorShape> InputShapes { get; } = inputShapes;

    /// <summary>How many candidates were left out, because there are too many, their search takes too long, or a tensor's type is unknown.</summary>
    public long NotListed { get; } = notListed;

    /// <inheritdoc/>
    public int Count => cuts.Count;

    /// <inheritdoc/>
    public Cut this[int index] => cuts[index];

    /// <summary>The cut closest to equal parameters on both sides, the study's criterion; of equals the one with fewest bytes.</summary>
    /// <exception cref="InvalidOperationException">There is no cut, or the model has no parameters.</exception>
    public Cut BalanceParameters() => Nearest(cut => cut.ParameterShare, 0.5, "parameters");

    /// <summary>The cut closest to equal multiply-accumulates on both sides; of equals the one with fewest bytes.</summary>
    /// <exception cref="InvalidOperationException">There is no cut, or multiply-accumulates are unknown: give the input's shape.</exception>
    public Cut BalanceMacs() => Nearest(cut => cut.MacShare, 0.5, "macs");

    /// <inheritdoc/>
    public IEnumerator<Cut> GetEnumerator() => cuts.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal Cut Nearest(Func<Cut, double?> share, double wanted, string criterion) =>
        cuts.Where(cut => share(cut) is { } value && double.IsFinite(value))
            .OrderBy(cut => Math.Round(Math.Abs(share(cut)!.Value - wanted), 9))
            .ThenBy(cut => cut.Bytes ?? long.MaxValue)
            .FirstOrDefault()
        ?? throw new InvalidOperationException(Count == 0
            ? $"model '{Model}' has no cut; it cannot be divided"
            : $"model '{Model}' cannot be balanced by {criterion}: they are unknown or zero; give the shape of its inputs");
}
