using EdgeNotebooks.Analysis;
using EdgeNotebooks.Tiers;

namespace EdgeNotebooks.Tests.Tiers;

public class TierProfileTests
{
    [Theory]
    [InlineData("resnet")]
    [InlineData("resnext")]
    [InlineData("fcn")]
    [InlineData("duc")]
    public void PaperRatio_HasTheRatiosOfTheStudysMedians(string subject)
    {
        var study = Study.Open();
        double Median(string deployment) => study.Summary[subject, "identity", deployment].Median;
        var cloud = study.NetworkSummary.Single(cell => cell.Configuration == new Configuration(subject, "identity", "cloud") && cell.MobileEdgeMbps == 200 && cell.EdgeCloudMbps == 200).Median;
        var profile = TierProfile.PaperRatio(subject + "_mini");
        Assert.Equal(Median("mobile") / cloud, profile["cloud"].Cpus!.Value / profile["mobile"].Cpus!.Value, 0.002 * Median("mobile") / cloud);
        Assert.Equal(Median("edge") / cloud, profile["cloud"].Cpus!.Value / profile["edge"].Cpus!.Value, 0.002 * Median("edge") / cloud);
        Assert.All(profile.Ratios, ratio => Assert.True(ratio.IsReached));
        profile.CheckAgainst(Environment.ProcessorCount, long.MaxValue);
    }

    [Fact]
    public void ARatioThatNoQuotaGives_IsListedAndMarked()
    {
        var profile = TierProfile.WithRatios("wide", mobile: 5000, edge: 2, cores: 2, memory: 8_000_000_000);
        Assert.Equal(0.001, profile["mobile"].Cpus);
        Assert.False(profile.Ratios[0].IsReached);
        Assert.True(profile.Ratios[1].IsReached);
        Assert.Contains("mobile 5000 x cloud NOT REACHED: 1000 x", profile.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 0.125, 0.25, 0.5)]
    [InlineData(2, 0.25, 0.5, 1)]
    [InlineData(16, 2, 4, 8)]
    public void Scaled_KeepsOneToTwoToFour_AndLeavesRoomForTheClient(int cores, double mobile, double edge, double cloud)
    {
        var profile = TierProfile.ScaledTo(cores, 8_000_000_000);
        Assert.Equal([mobile, edge, cloud], profile.Tiers.Select(tier => tier.Cpus!.Value));
        Assert.Equal([4_000_000_000, 4_000_000_000, 4_000_000_000], profile.Tiers.Select(tier => tier.MemoryBytes!.Value));
    }

    [Theory]
    [InlineData("paper-ratio", "paper-ratio:resnet")]
    [InlineData("paper-ratio:duc_mini", "paper-ratio:duc_mini")]
    [InlineData("scaled", "scaled")]
    public void AProfile_IsFoundByName(string name, string found) => Assert.Equal(found, TierProfile.Named(name).Name);

    [Theory]
    [InlineData("papers")]
    [InlineData("paper-ratio:vgg")]
    public void AnUnknownName_IsAnswered_WithThoseThatThereAre(string name) =>
        Assert.Contains("there are", Assert.Throws<ArgumentException>(() => TierProfile.Named(name)).Message, StringComparison.Ordinal);

    [Fact]
    public void RatiosBelowOne_AreRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => TierProfile.WithRatios(0.5, 1));
}
