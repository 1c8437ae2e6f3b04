using EdgeNotebooks.Onnx.Cuts;

namespace EdgeNotebooks.Charts;

/// <summary>What lies between two narrow places of a model.</summary>
/// <param name="Ends">The tensors that leave it.</param>
/// <param name="ParametersBefore">Parameters of the boxes before it.</param>
/// <param name="Parameters">Its own parameters.</param>
/// <param name="Macs">Its multiply-accumulates; null where they cannot be told.</param>
public sealed record GraphBox(string Ends, long ParametersBefore, long Parameters, long? Macs)
{
    /// <summary>Whether it lies behind the box that ends with <paramref name="from"/> and not behind the one that ends with <paramref name="to"/>.</summary>
    internal bool IsWithin(string from, string to, IReadOnlyList<GraphBox> all)
    {
        var start = all.FirstOrDefault(box => box.Ends == from);
        var end = all.FirstOrDefault(box => box.Ends == to);
        return start is not null && end is not null && ParametersBefore > start.ParametersBefore && ParametersBefore <= end.ParametersBefore;
    }

    /// <summary>Boxes between the narrowest cuts; what has no parameters belongs to the box behind it.</summary>
    internal static IReadOnlyList<GraphBox> Between(CutList cuts, ModelInfo whole)
    {
        var narrowest = cuts.Min(cut => cut.Tensors.Count);
        var boxes = new List<GraphBox>();
        var (parameters, macs) = (0L, (long?)0);
        foreach (var cut in cuts.Where(cut => cut.Tensors.Count == narrowest && cut.ParametersBefore > 0))
        {
            if (cut.ParametersBefore <= parameters) continue;
            boxes.Add(new(string.Join(", ", cut.Tensors), parameters, cut.ParametersBefore - parameters, cut.MacsBefore - macs));
            (parameters, macs) = (cut.ParametersBefore, cut.MacsBefore);
        }

        boxes.Add(new(string.Join(", ", whole.Outputs.Select(output => output.Name)), parameters, whole.Parameters - parameters, whole.Macs - macs));
        return boxes;
    }
}
