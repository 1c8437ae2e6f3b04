using System.Text.Json.Nodes;

namespace EdgeNotebooks.Cli.Tests.WhatIf;

public class RecommendCommandTests
{
    [Fact]
    public void OnTheStudysLinks_TheEdgeServesResnet_WithItsConfidence()
    {
        var outcome = Edgenb.Run(Edgenb.Root, "recommend", "--subject", "resnet");
        Assert.Equal((0, 0), (outcome.Status, outcome.Errors.Length));
        // PAPER.md, section 8, item 1: quantize_earlyexit on the edge is the fastest with 200 and 1 Mbit/s.
        Assert.Contains("quantize_earlyexit on edge", outcome.Output);
        Assert.Matches(@"\b\d+ %", outcome.Output);
    }

    [Fact]
    public void WithFastLinks_TheCloudWins()
    {
        var answer = JsonNode.Parse(Edgenb.Run(Edgenb.Root, "recommend", "--subject", "duc", "--mobile-edge-mbps", "100", "--edge-cloud-mbps", "100", "--json").Output)!;
        Assert.Equal("cloud", answer["best"]!["deployment"]!.ToString());
        Assert.InRange(answer["best"]!["confidence"]!.GetValue<double>(), 0, 1);
    }

    [Theory]
    [InlineData("subject 'resnte'", "recommend", "--subject", "resnte")]
    [InlineData("0 Mbit/s", "recommend", "--subject", "fcn", "--edge-cloud-mbps", "0")]
    [InlineData("'mobile not available' and 'the picture stays on mobile' exclude each other", "recommend", "--subject", "fcn", "--without", "mobile", "--picture-stays")]
    [InlineData("--restarts does not apply: it needs --profile", "whatif", "verify", "--restarts", "3")]
    [InlineData("--cells does not apply", "whatif", "verify", "--profile", "p.json", "--cells")]
    [InlineData("--refit does not apply", "whatif", "verify", "--profile", "p.json", "--winners", "--refit", "r.json")]
    public void BadInput_IsOneLine(string says, params string[] arguments)
    {
        var outcome = Edgenb.Run(Edgenb.Root, arguments);
        Assert.Equal(2, outcome.Status);
        Assert.Contains(says, Assert.Single(outcome.Errors));
    }

    [Fact]
    public void Verify_ShowsPredictedBesideMeasured()
    {
        var outcome = Edgenb.Run(Edgenb.Root, "whatif", "verify", "--json");
        Assert.Equal(0, outcome.Status);
        Assert.Equal(16, JsonNode.Parse(outcome.Output)!.AsArray().Count);
    }
}
