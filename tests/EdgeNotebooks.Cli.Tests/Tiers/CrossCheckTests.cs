using System.Text.Json.Nodes;
using EdgeNotebooks.Transport.Shaping;

namespace EdgeNotebooks.Cli.Tests.Tiers;

/// <summary>Our links beside tc's, where network namespaces are permitted.</summary>
public sealed class CrossCheckTests
{
    [Theory]
    [InlineData("steady", 500_000)]
    [InlineData("paper-burst", 3_000_000)]
    public void NeitherLink_IsFasterThanItsRate_AndNoNamespaceStays(string shaper, int bytes)
    {
        if (TrafficControl.WhyNot() is { } reason) Assert.Skip(reason);
        var outcome = Edgenb.Run(Edgenb.Root, "tier", "crosscheck", "--link-mbps", "20", "--shaper", shaper, "--bytes", $"{bytes}", "--json");
        Assert.True(outcome.Status == 0, outcome.Error);
        var result = JsonNode.Parse(outcome.Output)!;
        // Bytes with Ethernet's headers at 20 Mbit/s; tc reads the burst "20mbit" as 20 * 2^20 bits. How close they are is no test's matter.
        var atLeast = (bytes * 1.046 - (shaper == "steady" ? 20e6 / 8 * 0.004 : 20 * 1048576 / 8.0)) / (20e6 / 8);
        Assert.InRange((double)result["ownSeconds"]!, 0.98 * atLeast, 60);
        Assert.InRange((double)result["tcSeconds"]!, 0.98 * atLeast, 60);
        if (Directory.Exists("/var/run/netns")) Assert.DoesNotContain(Directory.GetFiles("/var/run/netns", "edgenb-*"), file => !Directory.Exists("/proc/" + Path.GetFileName(file)["edgenb-".Length..]));
    }
}
