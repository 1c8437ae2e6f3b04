using EdgeNotebooks.Subjects.Architectures.Naming;

namespace EdgeNotebooks.Subjects.Architectures;

/// <summary>Names of the nodes that carry the input's height and width to the last resizing.</summary>
/// <param name="InputShape">Shape of the input, read for its height.</param>
/// <param name="Height">The height, a scalar.</param>
/// <param name="InputShapeAgain">Shape of the input, read for its width.</param>
/// <param name="Width">The width, a scalar.</param>
/// <param name="HeightAxis">The height, int64 [1].</param>
/// <param name="WidthAxis">The width, int64 [1].</param>
/// <param name="Size">Height and width, int64 [2]: the tensor that crosses any cut of the model.</param>
/// <param name="ScoreShape">Shape of the scores before resizing.</param>
/// <param name="ScoreStart">Its first two lengths.</param>
/// <param name="Target">The shape to resize to, int64 [4].</param>
/// <param name="Resize">Name of the resizing node; its output is the model's.</param>
internal sealed record FcnNames(
    NodeName InputShape, NodeName Height, NodeName InputShapeAgain, NodeName Width, NodeName HeightAxis, NodeName WidthAxis, NodeName Size,
    NodeName ScoreShape, NodeName ScoreStart, NodeName Target, string Resize)
{
    /// <summary>As the zoo's file has them: fcn_int8_nodes.csv beside PAPER.md; 995 is in its section 4.</summary>
    public static FcnNames Counted { get; } = new(
        new("Shape_0", "641"), new("Gather_2", "643"), new("Shape_3", "644"), new("Gather_5", "646"), new("Unsqueeze_247", "993"),
        new("Unsqueeze_248", "994"), new("Concat_249", "995"), new("Shape_251", "997"), new("Slice_255", "1001"), new("Concat_257", "1003"), "Resize_259");

    /// <summary>As later exports name them.</summary>
    public static FcnNames Scoped { get; } = new(
        Of("Shape"), Of("Gather"), Of("Shape_1"), Of("Gather_1"), Of("Unsqueeze"), Of("Unsqueeze_1"), Of("Concat"), Of("Shape_2"), Of("Slice"),
        Of("Concat_1"), "/Resize");

    private static NodeName Of(string node) => new($"/{node}", $"/{node}_output_0");
}
