namespace EdgeNotebooks.Onnx.Shapes.Rules;

/// <summary>RNN, GRU and LSTM.</summary>
internal static class Recurrent
{
    /// <summary>All steps, the last step, and for LSTM the cell; <c>layout</c> 1 puts the batch first.</summary>
    public static IReadOnlyList<TensorFact> Rnn(NodeView node)
    {
        var x = node.Input(0);
        if (x.Shape is not { Rank: 3 } shape) return [x.Unshaped, x.Unshaped, x.Unshaped];
        Dim directions = node.Text("direction", "forward") == "bidirectional" ? 2 : 1;
        var hidden = node.Int("hidden_size") is > 0 and var size ? size
            : node.Input(2).Shape is { Rank: 3 } recurrence ? recurrence[2]
            : Dim.Unknown;
        var batchFirst = node.Int("layout", 0) != 0;
        var (steps, batch) = batchFirst ? (shape[1], shape[0]) : (shape[0], shape[1]);
        var last = batchFirst ? x.Shaped(batch, directions, hidden) : x.Shaped(directions, batch, hidden);
        return [batchFirst ? x.Shaped(batch, steps, directions, hidden) : x.Shaped(steps, directions, batch, hidden), last, last];
    }
}
