using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Cuts;
using EdgeNotebooks.Onnx.Surgery;

namespace EdgeNotebooks.Operators.Partition;

/// <summary>The operator Partition: a model becomes parts that run on different tiers.</summary>
public static class ModelPartition
{
    /// <summary>
    /// Divides a model at cuts, given from the inputs on. Names, order, metadata and operator sets are kept; an initializer that
    /// several parts use is in each. Nothing is written.
    /// </summary>
    /// <param name="model">The model, which stays as it is.</param>
    /// <param name="cuts">For each cut the tensors that cross; an input among them is passed along to the next part.</param>
    /// <exception cref="TensorNotFoundException">A name is not in the model.</exception>
    /// <exception cref="InvalidCutException">Tensors do not separate the model, or lie before those of an earlier cut.</exception>
    public static PartitionedModel Partition(this OnnxModel model, params IReadOnlyList<string>[] cuts)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfZero(cuts.Length);
        var parts = new List<OnnxModel>();
        var rest = model;
        for (var i = 0; i < cuts.Length; i++)
        {
            foreach (var name in cuts[i]) RequireAhead(model, rest, cuts[i], name);
            var (before, after) = Division.At(rest, cuts[i], Label(model, i + 1), Label(model, i + 2));
            parts.Add(before);
            rest = after;
        }

        parts.Add(rest);
        return new PartitionedModel(model, cuts, parts);
    }

    /// <summary>Divides a model at cuts from <see cref="ModelCuts.Cuts"/>, given from the inputs on.</summary>
    /// <exception cref="InvalidCutException">The cuts are not in order, or are those of another model.</exception>
    public static PartitionedModel Partition(this OnnxModel model, params Cut[] cuts) =>
        model.Partition([.. cuts.Select(cut => cut.Tensors)]);

    /// <summary>Divides a model into parts of about equal weight.</summary>
    /// <param name="model">The model, which stays as it is.</param>
    /// <param name="balance">What is to be equal.</param>
    /// <param name="parts">Number of parts, at least 2; default 2.</param>
    /// <param name="inputShapes">Shapes of inputs with open axes.</param>
    /// <exception cref="InvalidOperationException">There are not enough cuts, or the criterion is unknown for this model.</exception>
    public static PartitionedModel Partition(
        this OnnxModel model, Balance balance, int parts = 2, IReadOnlyDictionary<string, TensorShape>? inputShapes = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(parts, 2);
        var all = model.Cuts(inputShapes);
        if (parts == 2) return model.Partition(balance == Balance.Macs ? all.BalanceMacs() : all.BalanceParameters());
        var chosen = Enumerable.Range(1, parts - 1).Select(i => all.Nearest(
            cut => balance == Balance.Macs ? cut.MacShare : cut.ParameterShare, (double)i / parts, balance == Balance.Macs ? "macs" : "parameters")).ToArray();
        return chosen.Distinct().Count() == chosen.Length
            ? model.Partition(chosen)
            : throw new InvalidOperationException(FormattableString.Invariant($"model '{model.Label}' has too few cuts for {parts} parts; ask for fewer"));
    }

    private static void RequireAhead(OnnxModel model, OnnxModel rest, IReadOnlyList<string> cut, string name)
    {
        if (rest.Graph.Find(name) is null && model.Graph.Require(name) is not null)
            throw new InvalidCutException(model.Label, cut, $"holds '{name}', which lies before an earlier cut; give the cuts from the inputs on");
    }

    private static string Label(OnnxModel model, int number) => FormattableString.Invariant($"{model.Label} part {number}");
}
