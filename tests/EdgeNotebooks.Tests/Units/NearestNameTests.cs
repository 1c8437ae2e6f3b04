using EdgeNotebooks.Units;

namespace EdgeNotebooks.Tests.Units;

public class NearestNameTests
{
    [Fact]
    public void ASuffix_ComesFirst() =>
        Assert.Equal("/layer1/layer1.0/Add_output_0",
            NearestName.Among("Add_output_0", ["Add_output_1", "/layer1/layer1.0/Add_output_0"])[0]);

    [Theory]
    [InlineData("restnet", "resnet")]
    [InlineData("RESNEXT", "resnext")]
    public void ATypo_FindsItsWord(string typed, string meant) =>
        Assert.Equal(meant, NearestName.Among(typed, ["fcn", "duc", "resnext", "resnet"])[0]);
}
