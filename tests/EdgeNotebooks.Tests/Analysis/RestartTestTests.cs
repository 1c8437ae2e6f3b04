using EdgeNotebooks.Analysis;
using EdgeNotebooks.Statistics;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Tests.Analysis;

public class RestartTestTests
{
    // Six restarts against six, all of one side slower: 2 of the 924 arrangements are as extreme, p = 0.00216. Inputs differ by a factor
    // of ten, which must not matter.
    [Fact]
    public void RestartsAreTheUnit_NotRequests()
    {
        var test = RestartTest.Of(Group("edge", restart => 1 + 0.001 * restart), Group("mobile", restart => 1.1 + 0.001 * restart));
        Assert.Equal((6, 6), (test.RestartsA, test.RestartsB));
        Assert.Equal(2 / 924.0, test.Test.P.Value, 1e-12);
        Assert.Equal(1 / 1.0997, test.Ratio, 0.001);
    }

    // One start of twelve was slow in every request: over requests that is a clear difference, over restarts it is none.
    [Fact]
    public void ASlowStart_IsOneValue()
    {
        var (a, b) = (Group("edge", restart => restart == 1 ? 3 : 1 + 0.001 * (restart * 7 % 5)), Group("edge", restart => 1 + 0.001 * (restart * 3 % 5)));
        Assert.True(RestartTest.Of(a, b).Test.P.Value > 0.3);
    }

    [Fact]
    public void WithoutRestarts_ThereIsNoTest()
    {
        var alone = new LatencyGroup(new("resnet", "identity", "edge"), new Sample("a", [1, 2, 3]), new Repeats([0, 1, 2], [1, 1, 1]));
        Assert.Contains("two restarts", Assert.Throws<ArgumentException>(() => RestartTest.Of(alone, alone)).Message, StringComparison.Ordinal);
    }

    private static LatencyGroup Group(string deployment, Func<int, double> seconds)
    {
        var rows = (from restart in Enumerable.Range(1, 6) from run in Enumerable.Range(1, 3) from input in Enumerable.Range(0, 2) select (restart, run, input)).ToArray();
        return new(new("resnet", "identity", deployment), new Sample(deployment, rows.Select(row => seconds(row.restart) * (row.input == 0 ? 1 : 10))),
            new Repeats(rows.Select(row => row.input), rows.Select(row => row.run), rows.Select(row => row.restart)));
    }
}
