using EdgeNotebooks.Subjects.Architectures;

namespace EdgeNotebooks.Tests.Subjects.Architectures;

public class ResidualArchitectureTests
{
    [Fact]
    public void ResNetMini_HasThePapersTopologyInSmall()
    {
        var blocks = ResidualArchitecture.ResNetMini.Blocks().ToArray();
        Assert.Equal(4, blocks.Select(block => block.Stage).Distinct().Count());
        Assert.Equal(3, blocks.Count(block => block.Stage == 4));
        Assert.True(blocks.Count(block => block.Stage == 3) >= 6);
        Assert.Equal(["layer1.0", "layer2.0", "layer3.0", "layer4.0"], blocks.Where(block => block.HasDownsample).Select(block => block.Name));
    }

    /// <summary>torchvision 0.14.1: fcn_resnet101's backbone replaces stride by dilation [False, True, True]; its first blocks lag behind.</summary>
    [Fact]
    public void TheFirstBlockOfADilatedStage_KeepsTheDilationBefore()
    {
        var dilated = ResidualArchitecture.ResNetMini with { Stages = [new(2, 1, 4, 1), new(2, 2, 8, 1, Dilation: 2), new(2, 4, 16, 1, Dilation: 4)] };
        Assert.Equal([1, 1, 1, 2, 2, 4], dilated.Blocks().Select(block => block.Dilation));
    }
}
