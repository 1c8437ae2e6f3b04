using EdgeNotebooks.Experiments.Measuring;
using EdgeNotebooks.Experiments.Planning;

namespace EdgeNotebooks.Tests.Experiments;

public class SubjectProbeTests
{
    // In the study resnet's median picture, 1,517,338 bytes in base64, needs 16.185 s over 1 Mbit/s: 2.869 times the 5.6415 s of identity on edge.
    [Fact]
    public void ScaledLinks_KeepTheRatioOfUploadToComputing()
    {
        var plan = Plan.Quick with { Tiers = "unlimited" };
        var probe = SubjectProbe.Of(computeSeconds: 0.02, pictureBytes: 10_000, plan, "resnet_mini");
        var used = PlannedLinks.Study.Times(probe.LinkFactor);
        Assert.Equal(2.869, 10_000 * 8e-6 / used.EdgeCloudMbps / 0.02, 0.02);
        Assert.Equal(200, used.MobileEdgeMbps / used.EdgeCloudMbps, 1.0);
    }

    [Fact]
    public void NominalLinks_AreNotScaled() =>
        Assert.Equal(1, SubjectProbe.Of(0.02, 10_000, Plan.Quick with { LinkScale = "nominal" }, "duc_mini").LinkFactor);
}
