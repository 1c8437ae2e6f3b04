namespace EdgeNotebooks.Onnx.Shapes.Rules;

/// <summary>If and Loop: what holds of their sub-graphs' outputs.</summary>
internal static class ControlFlow
{
    /// <summary>What both branches agree on; the branch itself where the condition is a constant.</summary>
    public static IReadOnlyList<TensorFact> If(NodeView node)
    {
        if (node.Graph("then_branch") is not { } then || node.Graph("else_branch") is not { } otherwise) return [];
        if (node.Input(0).Scalar.Integer is { } flag) return node.Walk.Inner(flag != 0 ? then : otherwise, []);
        var (first, second) = (node.Walk.Inner(then, []), node.Walk.Inner(otherwise, []));
        return [.. first.Zip(second, Common)];
    }

    /// <summary>
    /// Carried tensors: what holds before the first turn and still holds after each. Collected ones: one entry for each turn, whose
    /// number is known only if the graph states it and no condition can end the loop early.
    /// </summary>
    public static IReadOnlyList<TensorFact> Loop(NodeView node)
    {
        if (node.Graph("body") is not { } body || body.Input.Count < 2 || body.Output.Count < 1) return [];
        var carried = Math.Min(body.Input.Count - 2, body.Output.Count - 1);
        var state = Enumerable.Range(2, carried).Select(i => node.Input(i).Abstract()).ToArray();
        while (true)
        {
            var outputs = node.Walk.Inner(body, [new(ElementType.Int64, new TensorShape()), new(ElementType.Bool, new TensorShape()), .. state]);
            if (outputs.Count == 0) return [];
            var next = state.Select((before, i) => Common(before, outputs[i + 1])).ToArray();
            if (next.SequenceEqual(state)) return [.. next, .. outputs.Skip(carried + 1).Select(turn => Collected(turn, Turns(node, outputs[0])))];
            state = next;
        }
    }

    private static Dim Turns(NodeView node, TensorFact goesOn) =>
        goesOn.Scalar.Integer is not null and not 0
        && (!node.Has(1) || node.Input(1).Scalar.Integer is not null and not 0)
        && node.Input(0).Scalar.IsSurelyLength
            ? node.Input(0).Scalar.ToDim()
            : Dim.Unknown;

    private static TensorFact Collected(TensorFact turn, Dim turns) =>
        new(turn.Type, turn.Shape is { } shape ? new TensorShape([turns, .. shape.Dims]) : null);

    private static TensorFact Common(TensorFact a, TensorFact b) => new(a.Type == b.Type ? a.Type : ElementType.Undefined, Axes.Common(a.Shape, b.Shape));
}
