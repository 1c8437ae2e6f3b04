using EdgeNotebooks.Experiments.Measuring;
using EdgeNotebooks.Experiments.Planning;
using EdgeNotebooks.Tiers;

namespace EdgeNotebooks.Tests.Experiments;

public sealed class TierNeedsTests
{
    private const long Gigabyte = 1_000_000_000;

    // Mobile has 1 GB. A model of 200 MB takes 0.4 GB of it with its session: one fits beside the process, three do not.
    private static readonly TierProfile s_profile = TierProfile.Own((0.25, Gigabyte), (0.5, 4 * Gigabyte), (1, 16 * Gigabyte));

    private static readonly Plan s_plan = Plan.Quick with { Subjects = ["resnet_mini"], Operators = ["identity", "quantize", "earlyexit"], Deployments = ["mobile"] };

    [Fact]
    public void ModelsThatStayLoaded_MustFitTogether()
    {
        var error = Assert.Throws<InvalidPlanException>(() => TierNeeds.Check(s_plan, s_profile, _ => 200_000_000));
        Assert.Contains("needs about 1.3 GB on tier 'mobile', which has 1.0 GB", error.Message, StringComparison.Ordinal);
        Assert.Contains("restartBefore", error.Message, StringComparison.Ordinal);
        TierNeeds.Check(s_plan with { Protocol = s_plan.Protocol with { RestartBefore = "configuration" } }, s_profile, _ => 200_000_000);
        TierNeeds.Check(s_plan with { Deployments = ["edge"] }, s_profile, _ => 200_000_000);
    }

    [Fact]
    public void AModelThatDoesNotFitAlone_IsSaidSo()
    {
        var error = Assert.Throws<InvalidPlanException>(() => TierNeeds.Check(s_plan with { Sessions = ["cold"] }, s_profile, _ => 600_000_000));
        Assert.Contains("do not fit even one at a time", error.Message, StringComparison.Ordinal);
    }
}
