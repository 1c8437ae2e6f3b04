using EdgeNotebooks.Onnx.Cuts;

namespace EdgeNotebooks.Charts;

/// <summary>What would cross, against where the model is cut.</summary>
public static class CutFigure
{
    /// <summary>Bytes of every cut whose cost is known, over the share of the multiply-accumulates before it.</summary>
    /// <exception cref="ArgumentException">Nothing is known of any cut: give the input's shape.</exception>
    public static Figure Of(CutList cuts)
    {
        ArgumentNullException.ThrowIfNull(cuts);
        var known = cuts.Where(cut => cut is { Bytes: > 0, MacShare: not null }).ToList();
        if (known.Count == 0) throw new ArgumentException($"the cuts of '{cuts.Model}' have no known size; give the shape of its inputs", nameof(cuts));
        return new Figure([new Panel([.. known.GroupBy(cut => cut.Tensors.Count).OrderBy(group => group.Key).Select(Points)])
        {
            X = new Axis { Title = "multiply-accumulates before the cut, %", Min = 0, Max = 100 },
            Y = new Axis { Title = "bytes to send (log scale)", IsLog = true },
        }])
        {
            Title = "What crosses, and where",
            ShowLegend = true,
            Caption = FormattableString.Invariant($"{known.Count} cuts of {cuts.Model}, one picture, float tensors uncompressed"),
        };
    }

    private static PointTrace Points(IGrouping<int, Cut> group) => new(
        group.Key == 1 ? "one tensor" : FormattableString.Invariant($"{group.Key} tensors"),
        [.. group.Select(cut => (object)(100 * cut.MacShare!.Value))], [.. group.Select(cut => (double)cut.Bytes!.Value)])
    {
        Texts = [.. group.Select(cut => string.Join(", ", cut.Tensors))],
        Color = group.Key == 1 ? Palette.Of("identity") : group.Key == 2 ? Palette.Of("quantize") : Palette.Neutral,
    };
}
