using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Schema;
using EdgeNotebooks.Onnx.Shapes;

namespace EdgeNotebooks.Tests.Onnx.Shapes;

/// <summary>What inference does not know it does not claim.</summary>
public class UnknownTests
{
    private static GraphBuilder Graph => new GraphBuilder("g").Input("x", ElementType.Float32, 1, 4, 9, 10);

    [Fact]
    public void AnOperatorWithoutRule_LeavesItsOutputUnknown()
    {
        var shapes = ShapeInference.Infer(Graph.Domain("odd").Node("odd.Thing", ["x"], ["y"]).Node("Relu", ["y"], ["z"]).Build());

        Assert.Null(shapes["y"]);
        Assert.Null(shapes["z"]);
        Assert.Null(shapes["no such tensor"]);
    }

    [Fact]
    public void WhatTheFileStates_FillsGapsOnly()
    {
        var model = Graph.Domain("odd").Node("odd.Thing", ["x"], ["y"]).Node("Relu", ["x"], ["z"])
            .Value("y", ElementType.Float16, 3, "n").Value("z", ElementType.Int8, 7, 7, 7, 7).Build();

        Assert.Equal("y: float16 3xn", ShapeInference.Infer(model)["y"]?.ToString());
        Assert.Equal("z: float32 1x4x9x10", ShapeInference.Infer(model)["z"]?.ToString());
    }

    [Fact]
    public void ATargetThatDependsOnData_IsUnknown()
    {
        var shapes = ShapeInference.Infer(Graph.Node("NonZero", ["x"], ["places"]).Input("target", ElementType.Int64, 3).Node("Reshape", ["x", "target"], ["y"]).Build());

        Assert.Equal("places: int64 4x?", shapes["places"]?.ToString());
        Assert.Equal("y: float32 ?x?x?", shapes["y"]?.ToString());
    }

    [Theory]
    [InlineData("MatMul", "w")]
    [InlineData("Add", "w")]
    [InlineData("Conv", "w")]
    [InlineData("Gemm", "w")]
    public void InputsThatDoNotFit_LeaveTheShapeUnknown(string opType, string other)
    {
        var shapes = ShapeInference.Infer(Graph.Initializer(other, new float[21], 3, 7).Node(opType, ["x", other], ["y"]).Build());

        Assert.Equal(ElementType.Float32, shapes["y"]?.Type);
        Assert.Null(shapes["y"]?.Shape);
    }

    [Fact]
    public void BranchesThatDisagree_KeepWhatTheyShare()
    {
        GraphBuilder Branch(string opType) => new GraphBuilder(opType).Node(opType, ["x"], [opType]).Output(opType, ElementType.Float32, "a", "b", "c", "d");
        var shapes = ShapeInference.Infer(Graph.Input("c", ElementType.Bool)
            .Node("If", ["c"], ["y"], ("then_branch", Branch("Relu")), ("else_branch", Branch("GlobalMaxPool"))).Build());

        Assert.Equal("1x4x?x?", shapes["y"]?.Shape?.ToString());
    }

    [Fact]
    public void ALoopThatGrowsItsState_KeepsOnlyTheOtherAxes()
    {
        var body = new GraphBuilder("body").Input("i", ElementType.Int64).Input("go", ElementType.Bool).Input("state", ElementType.Float32)
            .Node("Identity", ["go"], ["on"]).Node("Concat", ["state", "x"], ["next"], ("axis", 3))
            .Output("on", ElementType.Bool).Output("next", ElementType.Float32, "a", "b", "c", "d");
        var shapes = ShapeInference.Infer(Graph.Initializer("n", [3L]).Node("Loop", ["n", "", "x"], ["y"], ("body", body)).Build());

        Assert.Equal("1x4x9x?", shapes["y"]?.Shape?.ToString());
    }

    [Fact]
    public void AFunctionOfTheModel_IsFollowedWithItsAttributes()
    {
        var model = Graph.Domain("mine").Node("mine.Pool", ["x"], ["y"], ("side", [3, 2])).Build();
        model.Proto.Functions.Add(new FunctionProto
        {
            Name = "Pool",
            Domain = "mine",
            Input = { "a" },
            Output = { "b" },
            Attribute = { "side" },
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = 17 } },
            Node = { new NodeProto { OpType = "MaxPool", Input = { "a" }, Output = { "b" }, Attribute = { new AttributeProto { Name = "kernel_shape", RefAttrName = "side" } } } },
        });

        Assert.Equal("1x4x7x9", ShapeInference.Infer(model)["y"]?.Shape?.ToString());
    }

    [Fact]
    public void AConstantInAnotherFile_IsReadWhenItIsNeeded()
    {
        using var folder = new TemporaryFolder();
        Graph.Initializer("t", [4L, -1], 2).Node("Reshape", ["x", "t"], ["y"]).Build().Save(folder["m.onnx"]);
        var model = OnnxModel.Load(folder["m.onnx"]);
        var tensor = model.Proto.Graph.Initializer.Single();
        File.WriteAllBytes(folder["weights"], tensor.RawData.ToByteArray());
        tensor.ClearRawData();
        tensor.DataLocation = 1;
        tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = "weights" });
        File.WriteAllBytes(folder["m.onnx"], Google.Protobuf.MessageExtensions.ToByteArray(model.Proto));

        Assert.Equal("4x90", ShapeInference.Infer(OnnxModel.Load(folder["m.onnx"]))["y"]?.Shape?.ToString());
    }
}
