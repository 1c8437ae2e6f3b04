using EdgeNotebooks.Onnx;

namespace EdgeNotebooks.Operators.Quantization.Planning;

/// <summary>The kind of each operator, by what ONNX Runtime's CPU provider fuses into integer kernels (its QDQ selectors, 1.31).</summary>
internal static class OperatorKinds
{
    public static OperatorKind Of(GraphNode node) => node.OpType switch
    {
        "Conv" or "Gemm" or "MatMul" => OperatorKind.Product,
        "Add" or "Mul" or "Concat" => OperatorKind.Sum,
        "GlobalAveragePool" or "AveragePool" => OperatorKind.Pool,
        "MaxPool" when node.Outputs.Length == 1 => OperatorKind.Through,
        "Resize" => node.Attribute("mode")?.S.ToStringUtf8() is "cubic" || CropsOrAntialiases(node) ? OperatorKind.Float : OperatorKind.Through,
        "Flatten" or "Reshape" or "Transpose" or "Squeeze" or "Unsqueeze" => OperatorKind.Through,
        "Relu" or "Clip" => OperatorKind.Limit,
        _ => OperatorKind.Float,
    };

    /// <summary>What the study's tool made int8 besides products (PAPER.md, section 4).</summary>
    public static bool IsInStudy(OperatorKind kind) => kind is OperatorKind.Product or OperatorKind.Through or OperatorKind.Limit or OperatorKind.Pool;

    /// <summary>Modes that make values of their own or that the integer kernel lacks.</summary>
    private static bool CropsOrAntialiases(GraphNode node) =>
        node.Attribute("antialias") is { I: not 0 } || node.Attribute("coordinate_transformation_mode")?.S.ToStringUtf8() == "tf_crop_and_resize";
}
