using EdgeNotebooks.Emulation;
using EdgeNotebooks.Tiers;

namespace EdgeNotebooks.Tests.Emulation;

public class CertificateTests
{
    [Theory]
    [InlineData(0.228, 0.272, true)]
    [InlineData(0.224, 0.26, false)]
    [InlineData(0.24, 0.276, false)]
    public void ALimitHolds_IfTheWholeIntervalLiesWithinTheTolerance(double low, double high, bool holds) =>
        Assert.Equal(holds, Granted(0.005, low, high).Holds);

    [Fact]
    public void TheVerdict_IsThatOfTheLargestWorkBelowTheRequests()
    {
        var certificate = Certificate(Granted(0.001, 0.3, 0.3), Granted(0.005, 0.25, 0.25), Granted(0.020, 0.25, 0.25));
        Assert.Equal("NOT EMULATED: mobile granted", certificate.VerdictAt(0.002));
        Assert.Equal("EMULATED", certificate.VerdictAt(0.005));
        Assert.Equal("EMULATED", certificate.VerdictAt(3));
        Assert.StartsWith("NOT EMULATED: work of 0.4 ms is shorter than what was probed", certificate.VerdictAt(0.0004), StringComparison.Ordinal);
        Assert.Equal("NOT EMULATED: mobile granted", certificate.Verdict);
    }

    [Fact]
    public void ALinkThatDoesNotHold_CountsAtEveryScale()
    {
        var link = new CertificateRow("link into edge", "goodput", "Mbit/s", 10, 9, 9, 9, 3, "steady");
        Assert.Equal("NOT EMULATED: link into edge goodput", Certificate(Granted(0.005, 0.25, 0.25), link).VerdictAt(1));
    }

    [Fact]
    public void ALongVerdict_IsCutShort()
    {
        var certificate = Certificate([.. Enumerable.Range(0, 9).Select(_ => Granted(0.005, 0.5, 0.5))]);
        Assert.EndsWith("mobile granted; and 5 more of 9 rows", certificate.Verdict, StringComparison.Ordinal);
    }

    private static CertificateRow Granted(double work, double low, double high) =>
        new("mobile", "granted", "CPUs", 0.25, (low + high) / 2, low, high, 10, "paced") { WorkSeconds = work };

    private static Certificate Certificate(params CertificateRow[] rows) => new(rows, TierProfile.Scaled, Links.Unlimited);
}
