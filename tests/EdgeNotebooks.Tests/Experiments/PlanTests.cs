using EdgeNotebooks.Experiments.Planning;

namespace EdgeNotebooks.Tests.Experiments;

public class PlanTests
{
    [Theory]
    [InlineData("paper-ratio")]
    [InlineData("paper-ratio:fcn")]
    public void TiersMayHaveTheStudysRatiosOfComputeTime(string tiers)
    {
        Assert.Equal(tiers, PlanJson.Parse($$"""{ "tiers": "{{tiers}}" }""").Tiers);
        Assert.Contains($"\"{tiers}\"", PlanSchema.Document()["properties"]!["tiers"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("quick")]
    [InlineData("fair")]
    [InlineData("paper")]
    public void APreset_KeepsItsFolder_WhateverSetsItGoesThrough(string preset)
    {
        var plan = Plan.Presets[preset] with { Subjects = ["resnet_mini"], Operators = ["identity"], Deployments = ["mobile"], Links = PlannedLinks.Grid("1 10") };
        Assert.Equal(Path.Combine("data", preset), plan.FolderUnder("data"));
        Assert.Equal(Path.Combine("data", preset), (plan with { Inputs = plan.Inputs with { Folder = "" } }).FolderUnder("data"));
    }

    [Fact]
    public void OtherConditions_HaveFoldersOfTheirOwn()
    {
        Plan[] plans =
        [
            Plan.Quick,
            Plan.Quick with { Name = "rq6-quick" },
            Plan.Quick with { Inputs = Plan.Quick.Inputs with { Folder = "one" } },
            Plan.Quick with { Inputs = Plan.Quick.Inputs with { Folder = "two" } },
            Plan.Quick with { Protocol = Plan.Quick.Protocol with { Runs = 7 } },
            Plan.Quick with { AccuracySamples = 7 },
        ];
        var folders = plans.Select(plan => plan.FolderUnder("data")).ToArray();
        Assert.Distinct(folders);
        Assert.All(folders[2..], folder => Assert.Matches("^data.quick-[0-9a-f]{8}$", folder));
    }

    // 4 subjects x (3 tiers x 4 operators + 3 pairs x 2 operators); the study kept 500 of 600 requests each: PAPER.md, section 1.
    [Fact]
    public void ThePaperPreset_HasTheStudysConfigurationsAndRequests()
    {
        var schedule = Schedule.Of(Plan.Paper);
        Assert.Equal(72, schedule.Setups.Count);
        Assert.Equal(72 * 600, schedule.Requests);
        Assert.Equal(72, schedule.Starts);
    }

    // PAPER.md, section 5: identity on single tiers, partition on pairs, quantize, earlyexit and both on single tiers, these on pairs.
    [Fact]
    public void ThePaperPreset_GoesInTheStudysOrder()
    {
        var first = Schedule.Of(Plan.Paper).Episodes.Take(18).Select(episode => $"{episode.Setup.Operator} {episode.Setup.Deployment}");
        string[] tiers = ["mobile", "edge", "cloud"], pairs = ["mobile_edge", "edge_cloud", "mobile_cloud"];
        Assert.Equal(
        [
            .. tiers.Select(tier => $"identity {tier}"), .. pairs.Select(pair => $"partition {pair}"), .. tiers.Select(tier => $"quantize {tier}"),
            .. tiers.Select(tier => $"earlyexit {tier}"), .. tiers.Select(tier => $"quantize_earlyexit {tier}"), .. pairs.Select(pair => $"quantize_earlyexit_partition {pair}"),
        ], first);
    }

    [Fact]
    public void EachBlock_HoldsEveryConfigurationOnce_InAnOrderOfItsOwn()
    {
        var blocks = Schedule.Of(Plan.Fair).Episodes.GroupBy(episode => episode.Restart).Select(block => block.Select(episode => episode.Setup).ToArray()).ToArray();
        Assert.Equal(6, blocks.Length);
        Assert.All(blocks, block => Assert.Equal(72, block.Distinct().Count()));
        Assert.Equal(6, blocks.Select(block => string.Join(";", (object[])block)).Distinct().Count());
        Assert.Equal(Schedule.Of(Plan.Fair).Episodes, Schedule.Of(Plan.Fair).Episodes);
        Assert.NotEqual(Schedule.Of(Plan.Fair).Episodes, Schedule.Of(Plan.Fair with { Seed = 2 }).Episodes);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Shards_DivideAPlan_WithoutGapsOrOverlap(int shards)
    {
        var whole = Schedule.Of(Plan.Quick).Episodes;
        var parts = Enumerable.Range(1, shards).SelectMany(i => Schedule.Of(Plan.Quick, Shard.Parse($"{i}/{shards}")).Episodes);
        Assert.Equal(whole.OrderBy(episode => episode.FirstOrder), parts.OrderBy(episode => episode.FirstOrder));
    }

    [Fact]
    public void JsonOfAPlan_ReadsAsTheSamePlan()
    {
        foreach (var plan in Plan.Presets.Values) Assert.Equal(PlanJson.HashOf(plan), PlanJson.HashOf(PlanJson.Parse(plan.ToJson())));
    }

    [Fact]
    public void NoFolderOfPictures_IsOnePlan_HoweverItIsSpelled()
    {
        var plan = PlanJson.Parse("""{ "inputs": { "folder": "" } }""");
        Assert.Equal(Plan.Quick.Inputs, plan.Inputs);
        Assert.Equal(PlanJson.HashOf(Plan.Quick), PlanJson.HashOf(plan));
    }

    [Fact]
    public void AFile_LeavesOutWhatItsPresetSays()
    {
        var plan = PlanJson.Parse("""{ "preset": "fair", "subjects": ["fcn_mini"], "protocol": { "runs": 7 } /* more runs */ }""", "mine.json");
        Assert.Equal("mine", plan.Name);
        Assert.Equal(["fcn_mini"], plan.Subjects);
        Assert.Equal((7, 6, "configuration"), (plan.Protocol.Runs, plan.Protocol.Restarts, plan.Protocol.RestartBefore));
    }

    [Theory]
    [InlineData("""{ "subjects": ["resnet_min"] }""", "resnet_mini")]
    [InlineData("""{ "subjects": [] }""", "'subjects' is empty")]
    [InlineData("""{ "subjetcs": ["fcn_mini"] }""", "closest: 'subjects'")]
    [InlineData("""{ "operators": ["quantise"] }""", "'quantize'")]
    [InlineData("""{ "operators": ["partition_quantize"] }""", "a partition comes last")]
    [InlineData("""{ "deployments": ["mobile"], "operators": ["partition"] }""", "add mobile_edge")]
    [InlineData("""{ "deployments": ["mobile_edge"], "operators": ["identity"] }""", "add mobile, edge or cloud")]
    [InlineData("""{ "operators": ["identity", "identity"] }""", "twice")]
    [InlineData("""{ "protocol": { "runs": -1 } }""", "protocol.runs is -1; it is at least 1")]
    [InlineData("""{ "protocol": { "rnus": 1 } }""", "'protocol.runs'")]
    [InlineData("""{ "inputs": { "count": 0 } }""", "inputs.count is 0")]
    [InlineData("""{ "links": [{ "mobileEdgeMbps": -5, "edgeCloudMbps": 1 }] }""", "over 0")]
    [InlineData("""{ "seed": "one" }""", "seed has the wrong type")]
    [InlineData("""{ "preset": "fiar" }""", "'fair'")]
    [InlineData("""[1]""", "no JSON object")]
    [InlineData("""{""", "plan.json")]
    public void ABadPlan_IsRefusedWithTheEntryAndTheRemedy(string json, string expected)
    {
        var error = Assert.Throws<InvalidPlanException>(() => PlanJson.Parse(json, "plan.json"));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains("plan.json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheSchema_NamesEveryEntryOfAPlan()
    {
        var properties = PlanSchema.Document()["properties"]!.AsObject();
        var plan = System.Text.Json.Nodes.JsonNode.Parse(Plan.Quick.ToJson())!.AsObject();
        Assert.Equal(plan.Select(entry => entry.Key).Append("$schema").Append("preset").Order(), properties.Select(entry => entry.Key).Order());
        foreach (var inner in new[] { "inputs", "protocol" })
            Assert.Equal(plan[inner]!.AsObject().Select(entry => entry.Key).Order(), properties[inner]!["properties"]!.AsObject().Select(entry => entry.Key).Order());
    }
}
