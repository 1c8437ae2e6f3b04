using EdgeNotebooks.Onnx;

namespace EdgeNotebooks.Tests.Onnx.Shapes;

/// <summary>
/// torchvision's bottleneck classifiers as its exporter writes them, batch norm folded, nodes named by modules; weights are zeros
/// that exist only while they are written.
/// </summary>
internal sealed class ResidualNetwork
{
    private readonly GraphBuilder builder;
    private readonly Dictionary<string, int> uses = [];

    private ResidualNetwork(string name, Dim batch, Dim height, Dim width) =>
        builder = new GraphBuilder(name).Input("input", ElementType.Float32, batch, 3, height, width);

    public static OnnxModel ResNet50() => Of("resnet50", [3, 4, 6, 3], 64, 1, 1, 224, 224);

    public static OnnxModel ResNeXt101(Dim? batch = null, Dim? height = null, Dim? width = null) =>
        Of("resnext101_64x4d", [3, 4, 23, 3], 4, 64, batch ?? 1, height ?? 224, width ?? 224);

    private static OnnxModel Of(string name, int[] depths, int baseWidth, int groups, Dim batch, Dim height, Dim width)
    {
        var network = new ResidualNetwork(name, batch, height, width);
        var x = network.Relu("", network.Conv("/conv1/Conv", "input", 3, 64, 7, 2, 1));
        x = network.Node("MaxPool", "/maxpool/MaxPool", [x], ("kernel_shape", [3, 3]), ("strides", [2, 2]), ("pads", [1, 1, 1, 1]));
        var channels = 64;
        for (var stage = 0; stage < depths.Length; stage++)
        {
            var planes = 64 << stage;
            for (var block = 0; block < depths[stage]; block++)
            {
                x = network.Block($"/layer{stage + 1}/layer{stage + 1}.{block}", x, channels, planes * baseWidth / 64 * groups, planes * 4,
                    stage > 0 && block == 0 ? 2 : 1, groups);
                channels = planes * 4;
            }
        }

        x = network.Node("GlobalAveragePool", "/avgpool/GlobalAveragePool", [x]);
        x = network.Node("Flatten", "/Flatten", [x], ("axis", 1));
        network.Weights("fc.weight", 1000, channels).Weights("fc.bias", 1000).builder
            .Node("Gemm", [x, "fc.weight", "fc.bias"], ["output"], ("transB", 1))
            .Output("output", ElementType.Float32, batch, 1000);
        return network.builder.Build();
    }

    private string Block(string path, string x, int inputs, int width, int outputs, int stride, int groups)
    {
        var y = Relu(path, Conv($"{path}/conv1/Conv", x, inputs, width, 1, 1, 1));
        y = Relu(path, Conv($"{path}/conv2/Conv", y, width, width, 3, stride, groups));
        y = Conv($"{path}/conv3/Conv", y, width, outputs, 1, 1, 1);
        var shortcut = inputs == outputs ? x : Conv($"{path}/downsample/downsample.0/Conv", x, inputs, outputs, 1, stride, 1);
        return Relu(path, Node("Add", $"{path}/Add", [y, shortcut]));
    }

    private string Conv(string name, string x, int inputs, int outputs, int kernel, int stride, int groups)
    {
        Weights($"{name}.weight", outputs, inputs / groups, kernel, kernel).Weights($"{name}.bias", outputs);
        var pad = kernel / 2;
        return Node("Conv", name, [x, $"{name}.weight", $"{name}.bias"], ("dilations", [1, 1]), ("group", groups),
            ("kernel_shape", [kernel, kernel]), ("pads", [pad, pad, pad, pad]), ("strides", [stride, stride]));
    }

    private string Relu(string path, string x)
    {
        var use = uses[path] = uses.GetValueOrDefault(path, -1) + 1;
        return Node("Relu", $"{path}/relu{(use == 0 ? "" : $"_{use}")}/Relu", [x]);
    }

    private string Node(string opType, string name, string[] inputs, params (string Name, AttributeValue Value)[] attributes)
    {
        builder.Node(opType, inputs, [$"{name}_output_0"], attributes);
        return $"{name}_output_0";
    }

    private ResidualNetwork Weights(string name, params long[] shape)
    {
        builder.Initializer(name, ElementType.Float32, shape, stream => stream.Write(new byte[shape.Aggregate(4L, (a, b) => a * b)]));
        return this;
    }
}
