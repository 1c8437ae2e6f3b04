namespace EdgeNotebooks.Onnx.Shapes;

/// <summary>Convolutions and poolings: N, C, then any number of spatial axes.</summary>
internal static class WindowRules
{
    public static TensorFact Conv(NodeFacts node) => Convolve(node, node.Input(0), node.Input(1), node.Input(0).Type);

    public static TensorFact QLinearConv(NodeFacts node) => Convolve(node, node.Input(0), node.Input(3), node.Input(7).Type);

    public static TensorFact ConvInteger(NodeFacts node) => Convolve(node, node.Input(0), node.Input(1), ElementType.Int32);

    public static TensorFact Pool(NodeFacts node)
    {
        var input = node.Input(0);
        if (input.Shape is not { Rank: > 2 } shape || node.Ints("kernel_shape") is not { } kernel || kernel.Length != shape.Rank - 2)
            return new(input.Type, null);
        return new(input.Type, new TensorShape([shape[0], shape[1], .. Slide(node, shape, kernel)]));
    }

    /// <summary>Values and, if asked for, indices.</summary>
    public static IReadOnlyList<TensorFact> MaxPool(NodeFacts node)
    {
        var output = Pool(node);
        return [output, output.As(ElementType.Int64)];
    }

    public static TensorFact GlobalPool(NodeFacts node)
    {
        var input = node.Input(0);
        return input.Shape is not { Rank: > 2 } shape
            ? new(input.Type, null)
            : new(input.Type, new TensorShape([shape[0], shape[1], .. Enumerable.Repeat((Dim)1, shape.Rank - 2)]));
    }

    public static TensorFact ConvTranspose(NodeFacts node)
    {
        var (input, weight) = (node.Input(0), node.Input(1).Shape);
        if (input.Shape is not { Rank: > 2 } shape || weight is null || weight.Rank != shape.Rank) return new(input.Type, null);
        var spatial = shape.Rank - 2;
        var kernel = node.Ints("kernel_shape") ?? Lengths(weight);
        var strides = node.Ints("strides") ?? Ones(spatial);
        var dilations = node.Ints("dilations") ?? Ones(spatial);
        var pads = node.Ints("pads") ?? new long[2 * spatial];
        var extra = node.Ints("output_padding") ?? new long[spatial];
        var given = node.Ints("output_shape");
        var auto = node.Text("auto_pad", "NOTSET");
        Dim channels = weight[1].Value is { } perGroup ? perGroup * node.Int("group", 1) : Dim.Unknown;
        return new(input.Type, new TensorShape([shape[0], channels, .. Enumerable.Range(0, spatial).Select(Extent)]));

        Dim Extent(int i)
        {
            if (given is not null && given.Length == spatial) return Length(given[i]);
            if (shape[i + 2].Value is not { } length || kernel is null || kernel.Length != spatial || pads.Length != 2 * spatial
                || strides.Length != spatial || dilations.Length != spatial || extra.Length != spatial) return Dim.Unknown;
            if (auto.StartsWith("SAME", StringComparison.Ordinal)) return Length((Int128)length * strides[i]);
            var cut = auto == "VALID" ? 0 : (Int128)pads[i] + pads[i + spatial];
            return Length((Int128)strides[i] * (length - 1) + extra[i] + (Int128)(kernel[i] - 1) * dilations[i] + 1 - cut);
        }
    }

    private static TensorFact Convolve(NodeFacts node, TensorFact input, TensorFact weight, ElementType type)
    {
        if (input.Shape is not { Rank: > 2 } shape || weight.Shape is not { } kernelShape || kernelShape.Rank != shape.Rank) return new(type, null);
        var kernel = node.Ints("kernel_shape") ?? Lengths(kernelShape);
        return new(type, new TensorShape([shape[0], kernelShape[0], .. Slide(node, shape, kernel)]));
    }

    /// <summary>Lengths after sliding a window over the spatial axes.</summary>
    private static IEnumerable<Dim> Slide(NodeFacts node, TensorShape shape, long[]? kernel)
    {
        var spatial = shape.Rank - 2;
        var strides = node.Ints("strides") ?? Ones(spatial);
        var dilations = node.Ints("dilations") ?? Ones(spatial);
        var pads = node.Ints("pads") ?? new long[2 * spatial];
        var auto = node.Text("auto_pad", "NOTSET");
        var ceil = node.Int("ceil_mode", 0) != 0;
        var usable = kernel?.Length == spatial && strides.Length == spatial && dilations.Length == spatial && pads.Length == 2 * spatial
            && strides.All(stride => stride > 0);
        return Enumerable.Range(0, spatial).Select(Extent);

        Dim Extent(int i)
        {
            if (!usable) return Dim.Unknown;
            var length = Scalar.From(shape[i + 2]);
            if (auto.StartsWith("SAME", StringComparison.Ordinal)) return ((length + new Scalar(strides[i] - 1)) / new Scalar(strides[i])).ToDim();
            var padding = auto == "VALID" ? 0 : (Int128)pads[i] + pads[i + spatial];
            var change = padding - ((Int128)(kernel![i] - 1) * dilations[i] + 1);
            if (change < int.MinValue || change > int.MaxValue || length.Value + change < 0) return Dim.Unknown;
            if (!ceil) return ((length + new Scalar((long)change)) / new Scalar(strides[i]) + new Scalar(1)).ToDim();
            if (length.Value is { } known) return Rounded(known, change, strides[i], pads[i]);
            return length.Symbol is { } open && OpenLength.Function($"ceil[{change},{strides[i]},{pads[i]}]", open) is { } made ? made : Dim.Unknown;
        }

        static Dim Rounded(Int128 length, Int128 change, long stride, long before)
        {
            var steps = (length + change + stride - 1) / stride;
            // A window that would start in the padding behind the data does not count.
            if (steps * stride >= length + before) steps--;
            return Length(steps + 1);
        }
    }

    private static Dim Length(Int128 value) => value >= 0 && value <= long.MaxValue ? (long)value : Dim.Unknown;

    private static long[] Ones(int count) => [.. Enumerable.Repeat(1L, count)];

    private static long[]? Lengths(TensorShape weight) =>
        weight.Dims.Skip(2).All(dim => dim.Value is not null) ? [.. weight.Dims.Skip(2).Select(dim => dim.Value!.Value)] : null;
}
