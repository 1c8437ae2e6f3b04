using EdgeNotebooks.Onnx;

namespace EdgeNotebooks.Subjects.Architectures;

/// <summary>
/// The head of a fully convolutional network as torchvision has it: 3x3 convolution to a quarter of the channels, ReLU, 1x1
/// convolution to the classes, bilinear resizing to the input's height and width. These two are a tensor of their own,
/// <see cref="SizeTensor"/>, which crosses any cut of the model.
/// </summary>
internal static class FcnHead
{
    /// <summary>int64 [2]: height and width of the input.</summary>
    public const string SizeTensor = "/Concat_output_0";

    /// <summary>Channels between the two convolutions.</summary>
    public static int Inner(ResidualArchitecture architecture) => architecture.Features / 4;

    /// <summary>Adds the nodes that read height and width from the input; they come first, as in an export.</summary>
    public static void Size(GraphBuilder graph, string input)
    {
        graph.Initializer("/axes", [0L], 1).Initializer("/height", [2L], 1).Initializer("/width", [3L], 1);
        graph.NamedNode("/Shape", "Shape", [input], ["/Shape_output_0"]);
        graph.NamedNode("/Gather", "Gather", ["/Shape_output_0", "/height"], ["/Gather_output_0"], ("axis", 0));
        graph.NamedNode("/Gather_1", "Gather", ["/Shape_output_0", "/width"], ["/Gather_1_output_0"], ("axis", 0));
        graph.NamedNode("/Concat", "Concat", ["/Gather_output_0", "/Gather_1_output_0"], [SizeTensor], ("axis", 0));
    }

    /// <summary>Adds the head; its output is <c>out</c>, float32 [batch, classes, height, width].</summary>
    public static void Write(LayerWriter layers, GraphBuilder graph, ResidualArchitecture architecture, string input)
    {
        var inner = Inner(architecture);
        var tensor = layers.Convolution(input, "classifier.0", new(architecture.Features, inner, 3));
        tensor = layers.Apply("Relu", [tensor], "/classifier/classifier.2");
        tensor = layers.Convolution(tensor, "classifier.4", new(inner, architecture.Classes, 1));
        graph.NamedNode("/Shape_1", "Shape", [tensor], ["/Shape_1_output_0"]);
        graph.NamedNode("/Slice", "Slice", ["/Shape_1_output_0", "/axes", "/height", "/axes"], ["/Slice_output_0"]);
        graph.NamedNode("/Concat_1", "Concat", ["/Slice_output_0", SizeTensor], ["/Concat_1_output_0"], ("axis", 0));
        graph.NamedNode(
            "/Resize", "Resize", [tensor, "", "", "/Concat_1_output_0"], ["out"],
            ("coordinate_transformation_mode", "half_pixel"), ("mode", "linear"), ("nearest_mode", "floor"));
    }
}
