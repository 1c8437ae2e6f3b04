using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Shapes;

namespace EdgeNotebooks.Tests.Onnx.Shapes;

public class GivenInputsTests
{
    private static OnnxModel TwoInputs => new GraphBuilder("two")
        .Input("left", ElementType.Float32, "batch", 3, Dim.Unknown)
        .Input("right", ElementType.Float32, "batch", 3, "length")
        .Node("Add", ["left", "right"], ["sum"])
        .Node("Upside.Down", ["sum"], ["away"])
        .Value("away", ElementType.Float32, "batch", "length", 7)
        .Output("sum", ElementType.Float32, "batch", 3, "length")
        .Domain("Upside")
        .Build();

    [Fact]
    public void ALengthGivenToAName_HoldsWhereverTheNameStands()
    {
        var shapes = ShapeInference.Infer(TwoInputs, Given("right", "2x3x9"));

        Assert.Equal("2x3x?", shapes["left"]?.Shape?.ToString());
        Assert.Equal("2x9x7", shapes["away"]?.Shape?.ToString());
        Assert.Equal("2x3x9", shapes["sum"]?.Shape?.ToString());
    }

    [Fact]
    public void AnAxisGivenAsUnknown_StaysAsItIs() =>
        Assert.Equal("batchx3x9", ShapeInference.Infer(TwoInputs, Given("right", "?x3x9"))["right"]?.Shape?.ToString());

    [Theory]
    [InlineData("rigth", "1x3x9", "'rigth' is no input of model 'two'; it has 'left', 'right'")]
    [InlineData("right", "3x9", "input 'right' has 3 axes (batchx3xlength), but the given shape 3x9 has 2")]
    [InlineData("right", "1x4x9", "axis 1 of input 'right' is 3 in the model (batchx3xlength), but 4 is given")]
    public void AShapeThatDoesNotFit_IsRefused(string name, string shape, string message)
    {
        var error = Assert.Throws<ArgumentException>(() => ShapeInference.Infer(TwoInputs, Given(name, shape)));
        Assert.Contains(message, error.Message);
        Assert.Equal("inputShapes", error.ParamName);
    }

    [Fact]
    public void TwoLengthsForOneName_AreRefused()
    {
        var given = new Dictionary<string, TensorShape> { ["left"] = TensorShape.Parse("2x3x9"), ["right"] = TensorShape.Parse("4x3x9") };
        Assert.Contains("'batch' is given as 2 and, by input 'right', as 4", Assert.Throws<ArgumentException>(() => ShapeInference.Infer(TwoInputs, given)).Message);
    }

    private static Dictionary<string, TensorShape> Given(string name, string shape) => new() { [name] = TensorShape.Parse(shape) };
}
