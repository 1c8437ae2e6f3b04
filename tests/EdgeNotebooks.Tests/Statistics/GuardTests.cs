using EdgeNotebooks.Statistics;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Tests.Statistics;

public class GuardTests
{
    private static readonly Action<IReadOnlyList<Sample>>[] Tests =
        [groups => KruskalWallis.Test(groups), groups => ConoverIman.Test(groups), groups => Friedman.Test(groups)];

    private static void AllRefuse(string because, params Sample[] groups)
    {
        foreach (var test in Tests)
        {
            var message = Assert.ThrowsAny<ArgumentException>(() => test(groups)).Message;
            Assert.Contains(because, message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', message);
        }
    }

    [Fact]
    public void OneGroup_IsRefused() => AllRefuse("at least two groups, found 1 ('edge')", Samples.Of("edge", 1, 2, 3));

    [Fact]
    public void AGroupOfOneValue_IsRefused() => AllRefuse("'cloud' has 1", Samples.Of("edge", 1, 2), Samples.Of("cloud", 1));

    [Fact]
    public void TwoGroupsOfOneName_AreRefused() => AllRefuse("both named 'edge'", Samples.Of("edge", 1, 2), Samples.Of("edge", 3, 4));

    [Fact]
    public void TwoUnits_AreRefused() => AllRefuse("'ms'", Samples.Of("edge", 1, 2), new Sample("cloud", [3, 4], "ms"));

    [Fact]
    public void AllValuesEqual_IsRefused() => AllRefuse("equal", Samples.Of("edge", 2, 2, 2), Samples.Of("cloud", 2, 2, 2));

    [Fact]
    public void Conover_OfConstantGroups_IsRefused() => Assert.Contains("every group is constant",
        Assert.Throws<ArgumentException>(() => ConoverIman.Test([Samples.Of("edge", 1, 1), Samples.Of("cloud", 2, 2)])).Message, StringComparison.Ordinal);

    [Fact]
    public void CliffsDelta_OfTwoUnits_IsRefused() =>
        Assert.Throws<ArgumentException>(() => CliffsDelta.Of(Samples.Of("edge", 1), new Sample("cloud", [1], "ms")));
}
