namespace EdgeNotebooks.Onnx.Shapes.Rules;

/// <summary>A kernel with the strides, pads and dilations of a node, sliding over the spatial axes.</summary>
internal sealed class Window
{
    private readonly Dim[] kernel;
    private readonly long[]? strides;
    private readonly long[]? dilations;
    private readonly long[]? pads;
    private readonly string autoPad;

    public Window(NodeView node, Dim[] kernel)
    {
        this.kernel = kernel;
        strides = node.Ints("strides", Rank, 1);
        dilations = node.Ints("dilations", Rank, 1);
        pads = node.Ints("pads", 2 * Rank, 0);
        autoPad = node.Text("auto_pad", "NOTSET");
        if (autoPad == "VALID") pads = new long[2 * Rank];
    }

    public int Rank => kernel.Length;

    public bool IsValid => strides is not null && dilations is not null && pads is not null
        && strides.All(stride => stride > 0) && dilations.All(dilation => dilation > 0);

    /// <summary>Length of the output; <paramref name="ceiling"/> keeps a last window that starts inside the padded input.</summary>
    public Dim Slid(int axis, Dim length, bool ceiling = false)
    {
        Number x = length;
        Number stride = strides![axis];
        if (autoPad.StartsWith("SAME", StringComparison.Ordinal)) return ((x + (stride - 1)) / stride).ToDim();
        var room = x + (Padding(axis) - Reach(axis));
        if (room.Integer < 0) return Dim.Unknown;
        if (!ceiling) return (room / stride + 1).ToDim();
        var count = (room + (stride - 1)) / stride + 1;
        if (count.Integer is null || x.Integer is null) return stride.Integer == 1 ? count.ToDim() : Dim.Unknown;
        return StartsInside(count - 1, axis, x) ? count.ToDim() : (count - 1).ToDim();
    }

    /// <summary>Length of the output of a transposed convolution.</summary>
    public Dim Grown(int axis, Dim length, long extra)
    {
        Number x = length;
        return autoPad.StartsWith("SAME", StringComparison.Ordinal)
            ? (x * strides![axis]).ToDim()
            : ((x - 1) * strides![axis] + (Reach(axis) - Padding(axis)) + extra).ToDim();
    }

    private bool StartsInside(Number step, int axis, Number length) => (step * strides![axis]).Integer < (length + pads![axis]).Integer;

    private Number Padding(int axis) => (Number)pads![axis] + pads[axis + Rank];

    /// <summary>From the first to the last element of the dilated kernel.</summary>
    private Number Reach(int axis) => ((Number)kernel[axis] - 1) * dilations![axis] + 1;
}
