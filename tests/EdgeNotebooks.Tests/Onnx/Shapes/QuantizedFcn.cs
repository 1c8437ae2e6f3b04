using EdgeNotebooks.Onnx;

namespace EdgeNotebooks.Tests.Onnx.Shapes;

/// <summary>
/// The study's int8 FCN (ResNet-101 with output stride 8) with open height and width: nodes named as in its graph by the exporter's
/// counter, each tensor named after its node; weights are zeros that exist only while they are written.
/// </summary>
internal sealed class QuantizedFcn
{
    private readonly GraphBuilder builder = new GraphBuilder("fcn_int8", 11, 6).Input("input", ElementType.Float32, "batch", 3, "height", "width")
        .Initializer("scale", [1f]).Initializer("zero", new sbyte[1]).Initializer("zero32", new int[1]);

    /// <summary>Number of the next node; 0 to 5 read the input's height and width.</summary>
    private int counter = 6;

    /// <summary>Number of the next folded convolution's output; its weights and biases have the next two.</summary>
    private int tensor = 1023;

    private QuantizedFcn() => Size("Shape_0", "Gather_2", 2).Size("Shape_3", "Gather_5", 3);

    public static OnnxModel Build()
    {
        var network = new QuantizedFcn();
        var x = network.Relu(network.Conv("input", 3, 64, 7, 2, 1));
        x = network.Node("MaxPool", [x], ("kernel_shape", [3, 3]), ("strides", [2, 2]), ("pads", [1, 1, 1, 1]));
        var channels = 64;
        foreach (var (blocks, width, stride, dilation) in new[] { (3, 64, 1, 1), (4, 128, 2, 1), (23, 256, 1, 2), (3, 512, 1, 4) })
        {
            for (var block = 0; block < blocks; block++)
            {
                x = network.Block(x, channels, width, block == 0 ? stride : 1, block == 0 ? Math.Max(dilation / 2, 1) : dilation, block == 0);
                channels = width * 4;
            }
        }

        x = network.Conv(network.Relu(network.Conv(x, 2048, 512, 3, 1, 1)), 512, 21, 1, 1, 1);
        network.builder.Node("Unsqueeze", ["Gather_2"], ["Unsqueeze_247"], ("axes", [0])).Node("Unsqueeze", ["Gather_5"], ["Unsqueeze_248"], ("axes", [0]))
            .Node("Concat", ["Unsqueeze_247", "Unsqueeze_248"], ["Concat_249"], ("axis", 0))
            .Node("Shape", [x], ["Shape_251"]).Initializer("from", [0L], 1).Initializer("to", [2L], 1)
            .Node("Slice", ["Shape_251", "from", "to", "from"], ["Slice_255"])
            .Node("Concat", ["Slice_255", "Concat_249"], ["Concat_257"], ("axis", 0))
            .Node("Resize", [x, "", "", "Concat_257"], ["Resize_259_quant"], ("mode", "linear"))
            .Output("Resize_259_quant", ElementType.Float32, "batch", 21, "height", "width");
        return network.builder.Build();
    }

    private string Block(string x, int inputs, int width, int stride, int dilation, bool downsample)
    {
        var y = Relu(Conv(x, inputs, width, 1, 1, 1));
        y = Relu(Conv(y, width, width, 3, stride, dilation));
        y = Conv(y, width, width * 4, 1, 1, 1);
        return Relu(Node("Add", [y, downsample ? Conv(x, inputs, width * 4, 1, stride, 1) : x]));
    }

    private string Conv(string x, int inputs, int outputs, int kernel, int stride, int dilation)
    {
        var (name, id) = ($"Conv_{counter++}", tensor);
        tensor += 3;
        var pad = kernel / 2 * dilation;
        builder.Initializer($"{id}.weight", ElementType.Int8, [outputs, inputs, kernel, kernel], stream => stream.Write(new byte[outputs * inputs * kernel * kernel]))
            .Initializer($"{id}.bias", new int[outputs], outputs)
            .Node("DequantizeLinear", [$"{id}.weight", "scale", "zero"], [$"{id + 1}_DequantizeLinear"])
            .Node("DequantizeLinear", [$"{id}.bias", "scale", "zero32"], [$"{id + 2}_DequantizeLinear"])
            .Node("Conv", [x, $"{id + 1}_DequantizeLinear", $"{id + 2}_DequantizeLinear"], [$"{name}_quant"], ("pads", [pad, pad, pad, pad]),
                ("strides", [stride, stride]), ("dilations", [dilation, dilation]), ("kernel_shape", [kernel, kernel]))
            .Node("QuantizeLinear", [$"{name}_quant", "scale", "zero"], [$"{id}_{name}_QuantizeLinear"])
            .Node("DequantizeLinear", [$"{id}_{name}_QuantizeLinear", "scale", "zero"], [$"{id}_{name}_DequantizeLinear"]);
        return $"{id}_{name}_DequantizeLinear";
    }

    /// <summary>A Relu right after a quantized convolution is gone, but was counted.</summary>
    private string Relu(string x)
    {
        if (x.StartsWith("Add", StringComparison.Ordinal)) return Node("Relu", [x]);
        counter++;
        return x;
    }

    private string Node(string opType, string[] inputs, params (string Name, AttributeValue Value)[] attributes)
    {
        var name = $"{opType}_{counter++}";
        builder.Node(opType, inputs, [name], attributes);
        return name;
    }

    private QuantizedFcn Size(string shape, string gather, long axis)
    {
        builder.Node("Shape", ["input"], [shape]).Initializer($"{gather}.axis", [axis]).Node("Gather", [shape, $"{gather}.axis"], [gather]);
        return this;
    }
}
