using System.Collections;
using System.Globalization;
using EdgeNotebooks.Display;

namespace EdgeNotebooks.Onnx.Cuts;

/// <summary>Cuts of a model in topological order.</summary>
/// <param name="model">The model's name.</param>
/// <param name="cuts">The cuts.</param>
/// <param name="inputShapes">Shapes of the inputs that bytes and multiply-accumulates hold for.</param>
/// <param name="notListed">Candidates that were left out.</param>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed class CutList(string model, IReadOnlyList<Cut> cuts, IReadOnlyDictionary<string, TensorShape> inputShapes, long notListed) : IReadOnlyList<Cut>, IDisplay
{
    /// <summary>A table of more rows is no longer read.</summary>
    private const int Shown = 24;

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

    /// <summary>At most 24 cuts, evenly chosen, as a table.</summary>
    public string Render(string mimeType)
    {
        var step = (cuts.Count + Shown - 1) / Shown;
        var rows = cuts.Where((_, i) => i % Math.Max(1, step) == 0).Select(cut => (IReadOnlyList<string>)
            [Text(cut.Bytes), Text(cut.ParametersBefore), Text(cut.ParametersAfter), Text(cut.MacsBefore), Text(cut.MacsAfter), string.Join(", ", cut.Tensors)]);
        var left = NotListed > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {NotListed} candidates were not looked at") : "";
        return HtmlText.Table(["bytes", "parameters before", "after", "macs before", "after", "tensors that cross"], rows,
            string.Create(CultureInfo.InvariantCulture, $"{cuts.Count} cuts of {Model}{(step > 1 ? $", every {step}th is shown" : "")}{left}; for {string.Join(", ", InputShapes.Select(pair => $"{pair.Key} {pair.Value}"))}"));

        static string Text(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "unknown";
    }

    /// <summary>How many cuts of which model.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{cuts.Count} cuts of {Model}");

    internal Cut Nearest(Func<Cut, double?> share, double wanted, string criterion) =>
        cuts.Where(cut => share(cut) is { } value && double.IsFinite(value))
            .OrderBy(cut => Math.Round(Math.Abs(share(cut)!.Value - wanted), 9))
            .ThenBy(cut => cut.Bytes ?? long.MaxValue)
            .FirstOrDefault()
        ?? throw new InvalidOperationException(Count == 0
            ? $"model '{Model}' has no cut; it cannot be divided"
            : $"model '{Model}' cannot be balanced by {criterion}: they are unknown or zero; give the shape of its inputs");
}
