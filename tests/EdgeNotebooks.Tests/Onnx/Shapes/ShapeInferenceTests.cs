using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Cost;
using EdgeNotebooks.Onnx.Shapes;

namespace EdgeNotebooks.Tests.Onnx.Shapes;

public class ShapeInferenceTests
{
    /// <summary>Every node's output as the study's authors measured it.</summary>
    [Fact]
    public void EveryTensorOfResNeXt_HasTheShapeOfTheStudy()
    {
        var rows = File.ReadLines(PaperFolder.Require("resnext_node_outputs.csv")).Skip(1).Select(line => line.Split(',')).ToList();
        var shapes = ShapeInference.Infer(ResidualNetwork.ResNeXt101());

        Assert.True(rows.Count > 200);
        Assert.All(rows.Where(row => row[1] != "output"), row => Assert.Equal($"{row[1]}: float32 {row[2]}", shapes[row[1]]?.ToString()));
        Assert.Equal("1x1000", shapes["output"]?.Shape?.ToString());
    }

    /// <summary>Nodes of the study's quantized FCN, its input given as 1x3x224x224; a scalar's shape is empty there.</summary>
    [Fact]
    public void NodesOfTheQuantizedFcn_HaveTheShapesOfTheStudy()
    {
        var rows = File.ReadLines(PaperFolder.Require("fcn_int8_nodes.csv")).Skip(1).Select(line => line.Split(',')).ToList();
        var model = QuantizedFcn.Build();
        var shapes = ShapeInference.Infer(model, new Dictionary<string, TensorShape> { ["input"] = TensorShape.Parse("1x3x224x224") });

        var same = rows.Where(row => shapes[row[0]] is not null).ToList();
        Assert.All(rows.Where(row => row[0].EndsWith("_quant", StringComparison.Ordinal) || row[0].StartsWith("Add_", StringComparison.Ordinal)), row => Assert.Contains(row, same));
        Assert.True(same.Count > 500, $"only {same.Count} of {rows.Count} nodes have their counterpart");
        Assert.All(same, row => Assert.Equal((row[0], TensorShape.Parse(row[2])), (row[0], shapes[row[0]]!.Shape)));
        Assert.Equal([1, 21, 224, 224], shapes.Integers("Concat_257")!);
    }

    [Fact]
    public void OpenHeightAndWidth_ReachTheResizeOfFcn()
    {
        var shapes = ShapeInference.Infer(QuantizedFcn.Build());

        Assert.Equal("batchx21xheightxwidth", shapes["Resize_259_quant"]?.Shape?.ToString());
        Assert.Equal("batchx2048x(height-1)/8+1x(width-1)/8+1", shapes["Add_242"]?.Shape?.ToString());
        Assert.Null(shapes.Integers("Concat_257"));
    }

    [Fact]
    public void NamedAxes_AreFollowedThroughStridesAndBlocks()
    {
        var shapes = ShapeInference.Infer(ResidualNetwork.ResNeXt101("batch", "height", "width"));

        Assert.Equal("batchx64x(height-1)/2+1x(width-1)/2+1", shapes["/relu/Relu_output_0"]?.Shape?.ToString());
        Assert.Equal(shapes["/layer4/layer4.0/Add_output_0"]?.Shape, shapes["/layer4/layer4.2/Add_output_0"]?.Shape);
        Assert.Equal("batchx2048x(height-1)/32+1x(width-1)/32+1", shapes["/layer4/layer4.2/Add_output_0"]?.Shape?.ToString());
        Assert.Equal("batchx1000", shapes["output"]?.Shape?.ToString());
    }

    [Fact]
    public void GivenShapes_CloseOpenAxes()
    {
        var model = ResidualNetwork.ResNeXt101("batch", "height", "width");
        var shapes = ShapeInference.Infer(model, new Dictionary<string, TensorShape> { ["input"] = TensorShape.Parse("2x3x224x224") });

        Assert.Equal("2x2048x7x7", shapes["/layer4/layer4.2/Add_output_0"]?.Shape?.ToString());
        Assert.Equal("2x1000", shapes["output"]?.Shape?.ToString());
        Assert.Null(GraphCost.Of(model, ShapeInference.Infer(model)).Macs);
        Assert.NotNull(GraphCost.Of(model, shapes).Macs);
    }

    /// <summary>Spellings of lengths would grow with each window; they are given up before that costs anything.</summary>
    [Fact]
    public void ALongChain_IsInferredToItsEnd()
    {
        var builder = new GraphBuilder("chain").Input("x0", ElementType.Float32, "batch", 4, "height", 4000);
        for (var i = 0; i < 2000; i++)
            builder.Node("MaxPool", [$"x{i}"], [$"x{i + 1}"], ("kernel_shape", [2, 2]), ("strides", i % 100 == 0 ? [3, 1] : [1, 1]));
        var shapes = ShapeInference.Infer(builder.Build());

        Assert.Equal("batchx4x?x2000", shapes["x2000"]?.Shape?.ToString());
        Assert.Equal("batchx4x(height-2)/3-98x3900", shapes["x100"]?.Shape?.ToString());
    }
}
