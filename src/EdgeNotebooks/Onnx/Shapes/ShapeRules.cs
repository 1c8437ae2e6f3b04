using System.Collections.Frozen;
using EdgeNotebooks.Onnx.Schema;
using EdgeNotebooks.Onnx.Shapes.Rules;

namespace EdgeNotebooks.Onnx.Shapes;

/// <summary>Which rule holds for which operator. An operator that is not here leaves its outputs unknown.</summary>
internal static class ShapeRules
{
    private static readonly FrozenDictionary<string, ShapeRule> s_standard = Table(
        (Convolution.Conv, "Conv"),
        (Convolution.ConvInteger, "ConvInteger"),
        (Convolution.QLinearConv, "QLinearConv"),
        (Convolution.ConvTranspose, "ConvTranspose"),
        (Pooling.Windowed, "AveragePool MaxPool LpPool"),
        (Pooling.Global, "GlobalAveragePool GlobalMaxPool GlobalLpPool"),
        (Matrices.Gemm, "Gemm"),
        (Matrices.MatMul, "MatMul"),
        (Matrices.MatMulInteger, "MatMulInteger"),
        (Matrices.QLinearMatMul, "QLinearMatMul"),
        (Reshaping.Reshape, "Reshape"),
        (Reshaping.Flatten, "Flatten"),
        (Reshaping.Squeeze, "Squeeze"),
        (Reshaping.Unsqueeze, "Unsqueeze"),
        (Reshaping.Transpose, "Transpose"),
        (Joining.Concat, "Concat"),
        (Joining.Split, "Split"),
        (Elementwise.Unchanged, "Identity Dropout"),
        (Elementwise.Same, """
            Acos Acosh Asin Asinh Atan Atanh BitwiseNot Celu Cos Cosh Elu Erf Exp Gelu HardSigmoid HardSwish Hardmax
            LeakyRelu Log LogSoftmax LRN LpNormalization MeanVarianceNormalization Mish Relu Selu Shrink Sigmoid Sign Sin Sinh
            Softmax Softplus Softsign Swish Tan Tanh ThresholdedRelu Clip
            InstanceNormalization GroupNormalization RMSNormalization CumSum Trilu
            ScatterElements ScatterND Scatter ReverseSequence
            """),
        (Elementwise.Unary, "Abs Ceil Floor Neg Reciprocal Round Sqrt"),
        (Elementwise.BatchNormalization, "BatchNormalization"),
        (Elementwise.Flags, "Not IsNaN IsInf"),
        (Elementwise.Broadcast, "Add Sub Mul Div Pow Mod PRelu Max Min Mean Sum BitShift BitwiseAnd BitwiseOr BitwiseXor"),
        (Elementwise.Compare, "Equal Greater GreaterOrEqual Less LessOrEqual And Or Xor"),
        (Elementwise.Where, "Where"),
        (Constants.Constant, "Constant"),
        (Constants.ConstantOfShape, "ConstantOfShape"),
        (Constants.Shape, "Shape"),
        (Constants.Size, "Size"),
        (Constants.Range, "Range"),
        (Constants.Cast, "Cast CastLike"),
        (Constants.Like, "EyeLike RandomNormalLike RandomUniformLike Bernoulli"),
        (Constants.Stated, "RandomNormal RandomUniform"),
        (Slicing.Slice, "Slice"),
        (Slicing.Pad, "Pad"),
        (Slicing.Expand, "Expand"),
        (Slicing.Tile, "Tile"),
        (Resizing.Resize, "Resize"),
        (Resizing.Upsample, "Upsample"),
        (Resizing.DepthToSpace, "DepthToSpace"),
        (Resizing.SpaceToDepth, "SpaceToDepth"),
        (Resizing.GridSample, "GridSample"),
        (Resizing.Regions, "RoiAlign MaxRoiPool"),
        (Gathering.Gather, "Gather"),
        (Gathering.GatherElements, "GatherElements"),
        (Gathering.GatherNd, "GatherND"),
        (Gathering.OneHot, "OneHot"),
        (Gathering.Compress, "Compress"),
        (Gathering.Unique, "Unique"),
        (Gathering.NonZero, "NonZero"),
        (Gathering.NonMaxSuppression, "NonMaxSuppression"),
        (Gathering.TopK, "TopK"),
        (Reduction.Reduce, """
            ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum ReduceSumSquare
            """),
        (Reduction.Arg, "ArgMax ArgMin"),
        (Normalising.Layer, "LayerNormalization"),
        (Recurrent.Rnn, "RNN GRU LSTM"),
        (EinsteinSum.Einsum, "Einsum"),
        (Quantized.QuantizeLinear, "QuantizeLinear"),
        (Quantized.DequantizeLinear, "DequantizeLinear"),
        (Quantized.DynamicQuantizeLinear, "DynamicQuantizeLinear"),
        (ControlFlow.If, "If"),
        (ControlFlow.Loop, "Loop"));

    /// <summary>Operators of ONNX Runtime.</summary>
    private static readonly FrozenDictionary<string, ShapeRule> s_microsoft = Table(
        (Elementwise.Same, "Gelu FastGelu QuickGelu BiasGelu QLinearLeakyRelu QLinearSigmoid QLinearSoftmax"),
        (Convolution.Conv, "FusedConv"),
        (Matrices.Gemm, "FusedGemm"),
        (Matrices.FusedMatMul, "FusedMatMul"),
        (Normalising.Layer, "LayerNormalization SimplifiedLayerNormalization"),
        (Normalising.Skip, "SkipLayerNormalization SkipSimplifiedLayerNormalization"),
        (Quantized.QuantizeLinear, "QuantizeLinear"),
        (Quantized.DequantizeLinear, "DequantizeLinear"),
        (Quantized.Broadcast, "QLinearAdd QLinearMul"),
        (Quantized.Concat, "QLinearConcat"),
        (Quantized.AveragePool, "QLinearAveragePool"),
        (Quantized.GlobalAveragePool, "QLinearGlobalAveragePool"),
        (Quantized.QGemm, "QGemm"),
        (Quantized.FloatMatMul, "DynamicQuantizeMatMul MatMulIntegerToFloat"));

    /// <summary>The rule for a node; null where there is none.</summary>
    public static ShapeRule? Of(NodeProto node) =>
        Domains.IsStandard(node.Domain) ? s_standard.GetValueOrDefault(node.OpType)
        : node.Domain == "com.microsoft" ? s_microsoft.GetValueOrDefault(node.OpType)
        : null;

    private static FrozenDictionary<string, ShapeRule> Table(params IEnumerable<(ShapeRule Rule, string Operators)> rows) =>
        rows.SelectMany(row => row.Operators.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries), (row, name) => (Name: name, row.Rule))
            .ToFrozenDictionary(entry => entry.Name, entry => entry.Rule);
}
