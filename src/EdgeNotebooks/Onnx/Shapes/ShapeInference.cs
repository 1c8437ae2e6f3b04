namespace EdgeNotebooks.Onnx.Shapes;

/// <summary>
/// Element types and shapes of all tensors of a model, from its inputs, its weights' shapes and the definition of each operator
/// (ONNX operators, opset 7 and up: https://onnx.ai/onnx/operators/). Arithmetic on shapes is followed, so that the target of a
/// Reshape or the size of a Resize is known where the graph computes it. What cannot be told is unknown, never guessed: operators
/// without a rule, values that depend on data, axes left open. What the file itself states fills such gaps only.
/// </summary>
public static class ShapeInference
{
    /// <summary>Infers every tensor of the main graph; reads no weights, but constants of up to 1024 elements.</summary>
    /// <param name="model">Its file is read only where a small constant lies outside the parsed graph.</param>
    /// <param name="inputShapes">
    /// Lengths for open axes, by input name. A length given to a named axis (<c>batch</c>) holds wherever the name stands. Axes may
    /// stay open: <c>?x3x224x224</c>.
    /// </param>
    /// <exception cref="ArgumentException">
    /// A key names no input, a shape has another number of axes or contradicts a fixed one, or a name is given two lengths.
    /// </exception>
    public static ShapeMap Infer(OnnxModel model, IReadOnlyDictionary<string, TensorShape>? inputShapes = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        var inputs = GivenInputs.Of(model, inputShapes ?? new Dictionary<string, TensorShape>());
        var run = new InferenceRun(model, inputs.Lengths);
        var walk = new ScopeWalk(run, outer: null, model.Proto.OpsetImport, depth: 0);
        var graph = model.Graph;
        foreach (var tensor in graph.Tensors)
        {
            if (tensor.Initializer is { } initializer) walk.Set(tensor.Name, TensorFact.Of(initializer, run.Constants));
            else if (tensor.Sparse is { } sparse) walk.Set(sparse);
            else if (tensor.Declared is { } declared && !tensor.IsInput) walk.Declare(declared);
        }

        foreach (var input in inputs.Inputs) walk.Set(input.Name, run.Bind(input));
        foreach (var node in graph.Nodes) walk.Visit(node.Proto);
        return new ShapeMap(walk);
    }
}
