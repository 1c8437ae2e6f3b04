using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Cost;
using EdgeNotebooks.Onnx.Schema;
using EdgeNotebooks.Onnx.Shapes;
using EdgeNotebooks.Tests.Onnx.Shapes;
using Google.Protobuf;

namespace EdgeNotebooks.Tests.Onnx.Cost;

public class GraphCostTests
{
    /// <summary>
    /// torchvision's documentation: resnet50 has 25557032 parameters and 4.09 GFLOPS (multiply-adds). Of its 53120 parameters of batch
    /// norm, folding leaves one of two.
    /// </summary>
    [Fact]
    public void ResNet50_HasThePublishedParametersAndMacs()
    {
        var model = ResidualNetwork.ResNet50();
        var cost = GraphCost.Of(model, ShapeInference.Infer(model));

        Assert.Equal(25557032 - 26560, cost.Parameters);
        Assert.Equal(4 * cost.Parameters, cost.Bytes);
        Assert.Equal(4.09, cost.Macs!.Value / 1e9, 0.005);
    }

    /// <summary>PAPER.md, section 4: 83.4 M parameters; torchvision's documentation: 15.46 GFLOPS.</summary>
    [Fact]
    public void ResNeXt101_HasThePublishedParametersAndMacs()
    {
        var model = ResidualNetwork.ResNeXt101();
        var cost = GraphCost.Of(model, ShapeInference.Infer(model));

        Assert.Equal(83.4, cost.Parameters / 1e6, 0.05);
        Assert.Equal(15.46, cost.Macs!.Value / 1e9, 0.005);
    }

    [Fact]
    public void WeightsOfSeveralReaders_CountAtTheFirst()
    {
        var model = new GraphBuilder("tied").Input("x", ElementType.Float32, 2, 3)
            .Initializer("w", new float[9], 3, 3).Initializer("unread", new float[5], 5).Initializer("z", new sbyte[4], 4)
            .Node("MatMul", ["x", "w"], ["y"]).Node("MatMul", ["y", "w"], ["t"]).Node("DequantizeLinear", ["z", "s"], ["d"]).Initializer("s", [1f])
            .Initializer("list", [6L], 1).Node("Reshape", ["t", "list"], ["r"])
            .Build();
        var cost = GraphCost.Of(model, ShapeInference.Infer(model));

        Assert.Equal([9, 0, 5, 0], cost.Nodes.Select(node => node.Parameters));
        Assert.Equal([36, 0, 8, 0], cost.Nodes.Select(node => node.Bytes));
        Assert.Equal((14, 44), (cost.Parameters, cost.Bytes));
        Assert.Equal(["y", "t", "d", "r"], cost.Nodes.Select(node => node.Name));
    }

    [Fact]
    public void AConstantNode_HoldsItsValue()
    {
        var model = new GraphBuilder("constant").Node("Constant", [], ["c"], ("value", 0)).Build();
        var value = new TensorProto { DataType = (int)ElementType.Float16, Dims = { 2, 3 }, RawData = ByteString.CopyFrom(new byte[12]) };
        model.Proto.Graph.Node[0].Attribute[0] = new AttributeProto { Name = "value", T = value };
        var node = Assert.Single(GraphCost.Of(model, ShapeInference.Infer(model)).Nodes);

        Assert.Equal((6, 12), (node.Parameters, node.Bytes));
    }
}
