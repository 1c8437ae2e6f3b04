namespace EdgeNotebooks.Onnx.Shapes;

/// <summary>The inputs of a model with the shapes that the caller gave.</summary>
/// <param name="Inputs">As the file states them, with the given axes.</param>
/// <param name="Lengths">What named axes were given.</param>
internal sealed record GivenInputs(IReadOnlyList<ValueInfo> Inputs, IReadOnlyDictionary<string, long> Lengths)
{
    /// <exception cref="ArgumentException">The shapes do not fit the model.</exception>
    public static GivenInputs Of(OnnxModel model, IReadOnlyDictionary<string, TensorShape> shapes)
    {
        foreach (var name in shapes.Keys)
        {
            if (model.Inputs.All(input => input.Name != name))
                throw Failure(shapes,
                    $"'{name}' is no input of model '{model.Label}'; it has {string.Join(", ", model.Inputs.Select(input => $"'{input.Name}'"))}");
        }

        var lengths = new Dictionary<string, long>();
        var inputs = model.Inputs.Select(input => shapes.TryGetValue(input.Name, out var shape) ? Given(input, shape) : input).ToList();
        return new GivenInputs(inputs, lengths);

        ValueInfo Given(ValueInfo input, TensorShape shape)
        {
            if (input.Shape is not { } stated) return input with { Shape = shape };
            if (stated.Rank != shape.Rank)
                throw Failure(shapes, $"input '{input.Name}' has {stated.Rank} axes ({stated}), but the given shape {shape} has {shape.Rank}");
            return input with { Shape = new TensorShape(stated.Dims.Select((dim, axis) => Merge(input, axis, dim, shape[axis]))) };
        }

        Dim Merge(ValueInfo input, int axis, Dim stated, Dim given)
        {
            if (given == Dim.Unknown || given == stated) return stated;
            if (stated.Value is not null)
                throw Failure(shapes,
                    $"axis {axis} of input '{input.Name}' is {stated} in the model ({input.Shape}), but {given} is given; only open axes can be set");
            if (stated.Symbol is not { } symbol || given.Value is not { } length) return given;
            if (!lengths.TryAdd(symbol, length) && lengths[symbol] != length)
                throw Failure(shapes,
                    $"'{symbol}' is given as {lengths[symbol]} and, by input '{input.Name}', as {length}; axes of one name have one length");
            return given;
        }
    }

    private static ArgumentException Failure(IReadOnlyDictionary<string, TensorShape> inputShapes, string message) => new(message, nameof(inputShapes));
}
