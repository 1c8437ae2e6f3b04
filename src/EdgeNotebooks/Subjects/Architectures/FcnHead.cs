using EdgeNotebooks.Onnx;
using EdgeNotebooks.Subjects.Architectures.Naming;

namespace EdgeNotebooks.Subjects.Architectures;

/// <summary>
/// The head of a fully convolutional network as torchvision has it: 3x3 convolution to a quarter of the channels, ReLU, 1x1
/// convolution to the classes, bilinear resizing to the input's height and width. These two travel beside the features.
/// </summary>
internal static class FcnHead
{
    /// <summary>Channels between the two convolutions.</summary>
    public static int Inner(ResidualArchitecture architecture) => architecture.Features / 4;

    /// <summary>Adds the nodes that read height and width from the input; they come first, as in an export.</summary>
    public static void ReadSize(GraphBuilder graph, FcnNames names, string input)
    {
        graph.Initializer("height.axis", [2L]).Initializer("width.axis", [3L]).Initializer("first", [0L], 1).Initializer("third", [2L], 1);
        Add(graph, "Shape", [input], names.InputShape);
        Add(graph, "Gather", [names.InputShape.Output, "height.axis"], names.Height, ("axis", 0));
        Add(graph, "Shape", [input], names.InputShapeAgain);
        Add(graph, "Gather", [names.InputShapeAgain.Output, "width.axis"], names.Width, ("axis", 0));
    }

    /// <summary>Adds the head; its output is <c>out</c>, float32 [batch, classes, height, width].</summary>
    public static void Write(LayerWriter layers, GraphBuilder graph, FcnNames names, ResidualArchitecture architecture, string input)
    {
        var inner = Inner(architecture);
        var tensor = layers.Convolution(input, "classifier.0", new(architecture.Features, inner, 3));
        tensor = layers.Apply("Relu", [tensor], "/classifier/classifier.2");
        tensor = layers.Convolution(tensor, "classifier.4", new(inner, architecture.Classes, 1), isFolded: false);
        Add(graph, "Unsqueeze", [names.Height.Output, "first"], names.HeightAxis);
        Add(graph, "Unsqueeze", [names.Width.Output, "first"], names.WidthAxis);
        Add(graph, "Concat", [names.HeightAxis.Output, names.WidthAxis.Output], names.Size, ("axis", 0));
        Add(graph, "Shape", [tensor], names.ScoreShape);
        Add(graph, "Slice", [names.ScoreShape.Output, "first", "third", "first"], names.ScoreStart);
        Add(graph, "Concat", [names.ScoreStart.Output, names.Size.Output], names.Target, ("axis", 0));
        graph.NamedNode(
            names.Resize, "Resize", [tensor, "", "", names.Target.Output], ["out"],
            ("coordinate_transformation_mode", "half_pixel"), ("mode", "linear"), ("nearest_mode", "floor"));
    }

    private static void Add(GraphBuilder graph, string operation, string[] inputs, NodeName name, params (string Name, AttributeValue Value)[] attributes) =>
        graph.NamedNode(name.Node, operation, inputs, [name.Output], attributes);
}
