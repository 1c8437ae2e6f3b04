namespace EdgeNotebooks.Onnx.Shapes.Rules;

/// <summary>Einsum: an equation names the axes of each input and of the output.</summary>
internal static class EinsteinSum
{
    public static IReadOnlyList<TensorFact> Einsum(NodeView node) =>
        [new(node.Input(0).Type, Parse(node.Text("equation", ""), [.. node.Inputs.Select(input => input.Shape)]) is { } sum
            ? new TensorShape(sum.Output.Select(label => sum.Lengths[label]))
            : null)];

    /// <summary>
    /// Length of each axis by its letter, and the letters of the output; the axes that <c>...</c> stands for are named by their
    /// place from the right. Null where a shape is unknown or does not fit.
    /// </summary>
    public static (Dictionary<string, Dim> Lengths, List<string> Output)? Parse(string equation, IReadOnlyList<TensorShape?> shapes)
    {
        var sides = equation.Replace(" ", "", StringComparison.Ordinal).Split("->");
        var terms = sides[0].Split(',');
        if (terms.Length != shapes.Count || sides.Length > 2) return null;
        var lengths = new Dictionary<string, Dim>();
        var uses = new Dictionary<string, int>();
        var widest = 0;
        for (var i = 0; i < terms.Length; i++)
        {
            if (shapes[i] is not { } shape) return null;
            var dots = shape.Rank - terms[i].Replace("...", "", StringComparison.Ordinal).Length;
            var labels = Labels(terms[i], dots);
            if (labels.Count != shape.Rank) return null;
            if (labels.Count > 0 && terms[i].Contains("...", StringComparison.Ordinal)) widest = Math.Max(widest, dots);
            for (var axis = 0; axis < labels.Count; axis++)
            {
                if (Axes.Broadcast(lengths.GetValueOrDefault(labels[axis], 1), shape[axis]) is not { } dim) return null;
                lengths[labels[axis]] = dim;
                uses[labels[axis]] = uses.GetValueOrDefault(labels[axis]) + 1;
            }
        }

        var output = sides.Length == 2
            ? Labels(sides[1], widest)
            : [.. Labels("...", widest), .. uses.Where(use => use.Value == 1 && use.Key[0] != '.').Select(use => use.Key).Order(StringComparer.Ordinal)];
        return output.All(lengths.ContainsKey) ? (lengths, output) : null;
    }

    private static List<string> Labels(string term, int dots)
    {
        var at = term.IndexOf("...", StringComparison.Ordinal);
        if (at < 0) return [.. term.Select(letter => letter.ToString())];
        return [.. Labels(term[..at], 0), .. Enumerable.Range(0, Math.Max(dots, 0)).Select(i => $".{dots - i}"), .. Labels(term[(at + 3)..], 0)];
    }
}
