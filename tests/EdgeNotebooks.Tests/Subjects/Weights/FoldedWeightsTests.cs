using EdgeNotebooks.Subjects.Weights;

namespace EdgeNotebooks.Tests.Subjects.Weights;

public class FoldedWeightsTests
{
    private static readonly Dictionary<string, float[]> State = new()
    {
        ["layer1.0.conv1.weight"] = [1, 2, 3, 4],
        ["layer1.0.bn1.weight"] = [2, 3],
        ["layer1.0.bn1.bias"] = [10, 20],
        ["layer1.0.bn1.running_mean"] = [1, -1],
        ["layer1.0.bn1.running_var"] = [4, 9],
        ["downsample.0.weight"] = [5],
        ["downsample.1.weight"] = [3],
        ["downsample.1.bias"] = [1],
        ["downsample.1.running_mean"] = [2],
        ["downsample.1.running_var"] = [1],
        ["fc.weight"] = [7, 8],
    };

    /// <summary>By hand with epsilon 0: scales are 2 / 2 and 3 / 3; biases are 10 - 1 * 1 and 20 + 1 * 1.</summary>
    [Fact]
    public void ANormalisation_ScalesKernelsAndMakesTheBias()
    {
        var weights = new FoldedWeights(State, epsilon: 0);
        Assert.Equal([1, 2, 3, 4], weights.Values("layer1.0.conv1.weight", [2, 2, 1, 1]));
        Assert.Equal([9, 21], weights.Values("layer1.0.conv1.bias", [2]));
        Assert.Equal([15], weights.Values("downsample.0.weight", [1, 1, 1, 1]));
        Assert.Equal([-5], weights.Values("downsample.0.bias", [1]));
    }

    [Fact]
    public void ALayerWithoutNormalisation_IsTakenAsItIs() =>
        Assert.Equal([7, 8], new FoldedWeights(State).Values("fc.weight", [1, 2]));

    [Fact]
    public void AMissingTensor_IsNamedWithTheClosest()
    {
        var error = Assert.Throws<KeyNotFoundException>(() => new FoldedWeights(State).Values("fc.weights", [1]));
        Assert.Contains("'fc.weight'", error.Message);
    }

    [Fact]
    public void AnotherShape_IsRejected() =>
        Assert.Throws<ArgumentException>(() => new FoldedWeights(State).Values("fc.weight", [3]));
}
