using EdgeNotebooks.Tiers.Limits;

namespace EdgeNotebooks.Tests.Tiers;

/// <summary>Times are written down, not slept: expected values are processor time divided by the share.</summary>
public class CpuDebtTests
{
    [Theory]
    [InlineData(0.25, 0.020)]
    [InlineData(0.5, 0.010)]
    [InlineData(1, 0.005)]
    [InlineData(4, 0.00125)]
    public void Work_IsPaid_WhenItsShareOfTimeHasPassed(double cpus, double due)
    {
        var debt = new CpuDebt(cpus, now: 0, used: 0);
        Assert.Equal(due, debt.Charge(now: 0.005, used: 0.005), 1e-12);
    }

    [Fact]
    public void APause_EarnsNothing()
    {
        var debt = new CpuDebt(0.25, now: 0, used: 0);
        // A second of pause with a millisecond of housekeeping in it.
        Assert.True(debt.Charge(now: 1, used: 0.001) < 1);
        Assert.Equal(1.020, debt.Charge(now: 1.005, used: 0.006), 1e-12);
    }

    [Fact]
    public void WhatIsNotWaitedFor_IsAddedToTheNextPiece()
    {
        var debt = new CpuDebt(0.5, now: 0, used: 0);
        Assert.Equal(0.002, debt.Charge(now: 0.001, used: 0.001), 1e-12);
        Assert.Equal(0.004, debt.Charge(now: 0.002, used: 0.002), 1e-12);
    }

    [Fact]
    public void WhatIsForgiven_IsNeverPaid()
    {
        var debt = new CpuDebt(0.5, now: 0, used: 0);
        debt.Forgive(now: 0.010, used: 0.010);
        Assert.Equal(0.012, debt.Charge(now: 0.011, used: 0.011), 1e-12);
    }

    [Fact]
    public void WhoWaitsAfterEachPiece_UsesExactlyItsShare_WhateverThePieces()
    {
        var random = new Random(4);
        var (now, used) = (0.0, 0.0);
        var debt = new CpuDebt(0.3, now, used);
        for (var i = 0; i < 1000; i++)
        {
            // Up to two threads at once: a piece may use more processor time than time.
            var took = random.NextDouble() * 0.01;
            (now, used) = (now + took, used + took * 2 * random.NextDouble());
            now = Math.Max(now, debt.Charge(now, used));
        }

        Assert.InRange(used / now, 0, 0.3 + 1e-9);
    }
}
