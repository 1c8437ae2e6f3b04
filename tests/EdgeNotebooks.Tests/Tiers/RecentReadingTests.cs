using EdgeNotebooks.Tiers.Limits;

namespace EdgeNotebooks.Tests.Tiers;

public class RecentReadingTests
{
    [Fact]
    public void AskedAtOnce_ItAnswersAsBefore_AndLaterAnew()
    {
        var reads = 0;
        var reading = new RecentReading(() => ++reads);
        var asked = Enumerable.Range(0, 10_000).Select(_ => reading.Seconds).ToArray();
        Assert.Equal(1, asked[0]);
        // A machine under load may take its millisecond between some of them.
        Assert.InRange(reads, 1, 5_000);
        Thread.Sleep(5);
        Assert.Equal(asked[^1] + 1, reading.Seconds);
    }

    [Fact]
    public void NothingRead_IsNothing() => Assert.Null(new RecentReading(() => null).Seconds);
}
