using EdgeNotebooks.Onnx;
using EdgeNotebooks.Subjects.Architectures.Naming;
using EdgeNotebooks.Subjects.Weights;

namespace EdgeNotebooks.Subjects.Architectures;

/// <summary>
/// Builds a residual network as an ONNX graph, batch normalisation folded, with the tensor names of a torchvision export: the
/// sum of a block is <c>/layer3/layer3.2/Add_output_0</c>, and its ReLU comes after it. <c>fcn</c> and <c>duc</c> have the names of their
/// originals, which come from other exporters; <c>duc</c> adds by <c>Sum</c>, which the study's 180 nodes on the GPU tell (PAPER.md, graph_nodes.csv).
/// </summary>
public static class ResidualNetwork
{
    /// <summary>The opset of the study's own exports.</summary>
    private const int Opset = 17;

    /// <summary>
    /// The model. A classifier: input <c>input</c> float32 [batch, 3, size, size], output <c>output</c> float32 [batch, classes] (logits).
    /// Fcn: <c>input</c> [batch, 3, height, width] of any size, <c>out</c> [batch, classes, height, width] (logits). Duc: <c>data</c>
    /// [batch, 3, size, size], <c>seg_loss</c> [batch, classes, size * size / 4] (probabilities).
    /// </summary>
    /// <param name="architecture">Layers and their sizes.</param>
    /// <param name="weights">Asked for each tensor whenever the model is saved or its bytes are taken.</param>
    public static OnnxModel Build(ResidualArchitecture architecture, IWeights weights)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        ArgumentNullException.ThrowIfNull(weights);
        return Build(architecture, weights, metadata: []);
    }

    internal static OnnxModel Build(ResidualArchitecture architecture, IWeights weights, params (string Key, string Value)[] metadata)
    {
        var graph = new GraphBuilder(architecture.Subject, Opset);
        foreach (var (key, value) in metadata) graph.Metadata(key, value);
        var (names, fcnNames) = NamesOf(architecture);
        var layers = new LayerWriter(graph, weights, names);
        var (size, classes) = (architecture.InputSize, architecture.Classes);
        switch (architecture.Head)
        {
            case NetworkHead.Fcn:
                graph.Input("input", ElementType.Float32, "batch", 3, "height", "width");
                FcnHead.ReadSize(graph, fcnNames, "input");
                FcnHead.Write(layers, graph, fcnNames, architecture, Trunk(layers, architecture, "input"));
                return graph.Output("out", ElementType.Float32, "batch", classes, "height", "width").Build();
            case NetworkHead.Duc:
                graph.Input("data", ElementType.Float32, "batch", 3, size, size);
                DucHead.Write(layers, graph, architecture, Trunk(layers, architecture, "data"));
                return graph.Output("seg_loss", ElementType.Float32, "batch", classes, size * size / 4).Build();
            default:
                graph.Input("input", ElementType.Float32, "batch", 3, size, size);
                Classify(layers, architecture, Trunk(layers, architecture, "input"));
                return graph.Output("output", ElementType.Float32, "batch", classes).Build();
        }
    }

    /// <summary>The originals of these two come from other exporters.</summary>
    private static (IGraphNames Names, FcnNames FcnNames) NamesOf(ResidualArchitecture architecture) => architecture.Subject switch
    {
        "fcn" => (new TorchCounter(), FcnNames.Counted),
        "duc" => (new CaffeLayers(), FcnNames.Scoped),
        _ => (new TorchScopes(), FcnNames.Scoped),
    };

    private static string Trunk(LayerWriter layers, ResidualArchitecture architecture, string input)
    {
        var isSum = architecture.Subject == "duc";
        return architecture.Blocks().Aggregate(Stem(layers, architecture, input), (tensor, block) => Block(layers, block, tensor, isSum ? "Sum" : "Add"));
    }

    private static string Stem(LayerWriter layers, ResidualArchitecture architecture, string input)
    {
        var (tensor, number) = (input, 1);
        foreach (var shape in architecture.Stem())
        {
            var suffix = architecture.HasDeepStem ? FormattableString.Invariant($"1_{number++}") : "";
            tensor = layers.Convolution(tensor, suffix.Length > 0 ? $"conv{suffix}" : "conv1", shape);
            tensor = layers.Apply("Relu", [tensor], $"/relu{suffix}");
        }

        return layers.Apply(
            "MaxPool", [tensor], "/maxpool", ("ceil_mode", 0), ("kernel_shape", [3, 3]), ("pads", [1, 1, 1, 1]), ("strides", [2, 2]));
    }

    private static string Block(LayerWriter layers, ResidualBlock block, string input, string addition)
    {
        var scope = TorchScopes.ScopeOf(block.Name);
        var inner = layers.Convolution(input, $"{block.Name}.conv1", new(block.Inputs, block.Width, 1));
        inner = layers.Apply("Relu", [inner], $"{scope}/relu");
        inner = layers.Convolution(
            inner, $"{block.Name}.conv2", new(block.Width, block.Width, 3, block.Stride, block.Groups, block.Dilation));
        inner = layers.Apply("Relu", [inner], $"{scope}/relu_1");
        inner = layers.Convolution(inner, $"{block.Name}.conv3", new(block.Width, block.Outputs, 1));
        var shortcut = block.HasDownsample
            ? layers.Convolution(input, $"{block.Name}.downsample.0", new(block.Inputs, block.Outputs, 1, block.Stride))
            : input;
        var sum = layers.Apply(addition, [inner, shortcut], scope);
        return layers.Apply("Relu", [sum], $"{scope}/relu_2");
    }

    private static void Classify(LayerWriter layers, ResidualArchitecture architecture, string input)
    {
        var tensor = layers.Apply("GlobalAveragePool", [input], "/avgpool");
        tensor = layers.Apply("Flatten", [tensor], "", ("axis", 1));
        layers.Linear(tensor, "fc", architecture.Features, architecture.Classes, "output");
    }
}
