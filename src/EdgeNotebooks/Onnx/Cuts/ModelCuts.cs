namespace EdgeNotebooks.Onnx.Cuts;

/// <summary>Where a model can be divided.</summary>
public static class ModelCuts
{
    /// <summary>
    /// All valid cuts of one or two tensors in topological order: part 1 and part 2 together compute the model and nothing else
    /// crosses. Constants and cheap arithmetic on shapes may lie on both sides.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="inputShapes">Shapes of inputs with open axes, for bytes and multiply-accumulates.</param>
    /// <exception cref="TensorNotFoundException">A name in <paramref name="inputShapes"/> is no input.</exception>
    /// <exception cref="ArgumentException">The model fixes another shape.</exception>
    public static CutList Cuts(this OnnxModel model, IReadOnlyDictionary<string, TensorShape>? inputShapes = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return CutSearch.Of(new FlowGraph(model.Graph), new SizedGraph(model.Graph, inputShapes));
    }
}
