using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EdgeNotebooks.Cli.Tests.Tiers;
using EdgeNotebooks.Onnx;

namespace EdgeNotebooks.Cli.Tests.WhatIf;

/// <summary>A small subject is profiled once, with few anchors and requests; the other commands use what it wrote.</summary>
public sealed class ProfileCommandTests : IClassFixture<ProfileCommandTests.Profiled>
{
    private readonly Profiled _profiled;

    public ProfileCommandTests(Profiled profiled) => _profiled = profiled;

    [Fact]
    public void Profile_WritesAFileThatSaysWhatItIs()
    {
        Assert.True(_profiled.Outcome.Status == 0, _profiled.Outcome.Error);
        Assert.Contains("profiling resnet_mini", _profiled.Outcome.Error);
        Assert.Matches(@"identity +warm +mobile [0-9.]+ \(", _profiled.Outcome.Output);
        var profile = JsonNode.Parse(File.ReadAllText(_profiled.Path))!;
        Assert.Equal(1, profile["formatVersion"]!.GetValue<int>());
        // Two anchors, so two prefixes, two suffixes and the whole, on three tiers, warm and cold, in float and int8.
        Assert.Equal(5 * 3 * 2, profile["models"]![0]!["parts"]!.AsArray().Count);
        Assert.Equal(["identity", "quantize"], profile["models"]!.AsArray().Select(model => model!["operator"]!.ToString()));
        Assert.All(profile["models"]![0]!["parts"]!.AsArray(), part => Assert.Equal(2, part!["seconds"]!.AsArray().Count));
        // The card's top-1 accuracy of resnet_mini is 84.50 % over 2,000 pictures; 100 of them lie within 10 points with a probability of 99 %.
        Assert.InRange(profile["models"]![0]!["accuracyPercent"]!.GetValue<double>(), 74, 95);
        // Whole requests without others between them on three tiers, warm and cold.
        Assert.Equal(3 * 2, profile["models"]![1]!["alone"]!.AsArray().Count(one => one!["seconds"]!.AsArray().Count == 2));
        Assert.Matches("^[0-9]+ % measured in moments", profile["provenance"]!["quiet"]!.ToString());
        Assert.DoesNotContain(Edgenb.Root, File.ReadAllText(_profiled.Path));
    }

    [Fact]
    public void Search_PrintsTheFrontTheCountsAndTheFlipPoints()
    {
        var text = Edgenb.Run(_profiled.Folder, "whatif", "search", "--profile", _profiled.Path, "--mobile-edge-mbps", "20", "--edge-cloud-mbps", "5", "--max-accuracy-loss", "5");
        Assert.True(text.Status == 0, text.Error);
        Assert.Matches("[0-9]+ candidates: [0-9]+ pruned unseen", text.Output);
        var json = JsonNode.Parse(Edgenb.Run(_profiled.Folder, "whatif", "search", "--profile", _profiled.Path, "--mobile-edge-mbps", "20", "--edge-cloud-mbps", "5", "--max-accuracy-loss", "5", "--json").Output)!;
        Assert.True(json["considered"]!.GetValue<long>() > 10_000);
        Assert.All(json["front"]!.AsArray(), one => Assert.True(one!["accuracyLoss"]!.GetValue<double>() <= 5));
    }

    [Fact]
    public void Recommend_SaysHowSureItIs()
    {
        var outcome = Edgenb.Run(_profiled.Folder, "recommend", "--profile", _profiled.Path, "--mobile-edge-mbps", "20", "--session", "cold");
        Assert.True(outcome.Status == 0, outcome.Error);
        Assert.Matches(@"\b[0-9]+ %", outcome.Output);
    }

    [Fact]
    public void Recommend_PutsTheAuthorsDataBesideOnesOwn()
    {
        string[] at = ["--mobile-edge-mbps", "20", "--edge-cloud-mbps", "5", "--with-study"];
        var json = JsonNode.Parse(Edgenb.Run(Edgenb.Root, ["recommend", "--profile", _profiled.Path, .. at, "--json"]).Output)!;
        var (own, theirs) = (json["best"]!, json["study"]!["answer"]!["best"]!);
        var alone = JsonNode.Parse(Edgenb.Run(Edgenb.Root, "recommend", "--subject", "resnet", "--mobile-edge-mbps", "20", "--edge-cloud-mbps", "5", "--json").Output)!;
        Assert.Equal(alone["best"]!.ToJsonString(), theirs.ToJsonString());
        Assert.Equal((own["deployment"]!.ToString(), own["operator"]!.ToString()) == (theirs["deployment"]!.ToString(), theirs["operator"]!.ToString()), json["study"]!["agree"]!.GetValue<bool>());
        Assert.Contains($"{theirs["operator"]} on {theirs["deployment"]} for resnet (", json["study"]!["conclusion"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains("the authors' data ", Edgenb.Run(Edgenb.Root, ["recommend", "--profile", _profiled.Path, .. at]).Output, StringComparison.Ordinal);
    }

    /// <summary>Steady links at 10 and 3 Mbit/s: of that pair of rates the page holds the fastest of every deployment and operator.</summary>
    [Fact]
    public void ThePageOfAProfile_ShowsWhatTheSearchFinds()
    {
        string[] at = ["--profile", _profiled.Path, "--mobile-edge-mbps", "10", "--edge-cloud-mbps", "3", "--shaper", "steady", "--unknown-accuracy"];
        var page = System.IO.Path.Combine(_profiled.Folder, "page.html");
        var outcome = Edgenb.Run(_profiled.Folder, ["whatif", "page", "--out", page, .. at, "--json"]);
        Assert.True(outcome.Status == 0, outcome.Error);
        Assert.Equal("resnet_mini", Assert.Single(JsonNode.Parse(outcome.Output)!["subjects"]!.AsArray())!.ToString());
        var best = JsonNode.Parse(Edgenb.Run(_profiled.Folder, ["whatif", "search", .. at, "--json"]).Output)!["front"]![0]!;

        if (BrowserPage.Chromium is null) Assert.Skip("no Chromium on this machine; install the package 'chromium'");
        using var browser = new BrowserPage($"file://{page}");
        var csv = new PageView(browser).Csv();
        var (latency, deployment) = (Array.IndexOf(csv[0], "latency_s"), Array.IndexOf(csv[0], "deployment"));
        var fastest = csv.Skip(1).MinBy(row => double.Parse(row[latency], CultureInfo.InvariantCulture))!;
        Assert.Equal(best["deployment"]!.ToString(), fastest[deployment]);
        Assert.Equal(best["latency_s"]!.GetValue<double>(), double.Parse(fastest[latency], CultureInfo.InvariantCulture), 9);
    }

    [Fact]
    public void Load_TellsPercentilesForEachRate()
    {
        var outcome = Edgenb.Run(_profiled.Folder, "whatif", "load", "--profile", _profiled.Path, "--rate", "1", "10000", "--requests", "2000", "--mobile-edge-mbps", "20");
        Assert.True(outcome.Status == 0, outcome.Error);
        Assert.Equal(2, Regex.Count(outcome.Output, "requests/s: p50"));
        Assert.Contains("saturated", outcome.Output);
    }

    [Fact]
    public void Verify_ShowsPredictedBesideMeasured_AndRefits()
    {
        var refit = System.IO.Path.Combine(_profiled.Folder, "refit.json");
        var outcome = Edgenb.Run(_profiled.Folder, "whatif", "verify", "--profile", _profiled.Path, "--points", "3", "--restarts", "1", "--runs", "3", "--refit", refit, "--json", "--model", System.IO.Path.Combine(Edgenb.Root, "models/resnet_mini.onnx"));
        Assert.True(outcome.Status == 0, outcome.Error);
        var json = JsonNode.Parse(outcome.Output)!;
        Assert.All(json["points"]!.AsArray(), point => Assert.True(point!["predicted_s"]!.GetValue<double>() > 0 && point["measured_s"]!.GetValue<double>() > 0));
        Assert.Equal(3, json["points"]!.AsArray().Count);
        Assert.InRange(json["quiet"]!.GetValue<double>(), 0, 1);
        Assert.Contains("to fit 3 measured points", JsonNode.Parse(File.ReadAllText(refit))!["provenance"]!["refit"]!.ToString());
    }

    [Fact]
    public void Verify_CountsHowOftenThePredictedWinnerWins()
    {
        var outcome = Edgenb.Run(Edgenb.Root, "whatif", "verify", "--winners", "--profile", _profiled.Path, "--points", "2", "--restarts", "1", "--runs", "3", "--json");
        Assert.True(outcome.Status == 0, outcome.Error);
        var json = JsonNode.Parse(outcome.Output)!;
        Assert.All(json["points"]!.AsArray(), point =>
        {
            var rivals = point!["rivals"]!.AsArray();
            Assert.True(rivals.Count >= 2);
            Assert.Equal(rivals.Count, rivals.Select(rival => rival!["deployment"]!.ToString()).Distinct().Count());
            Assert.Equal(rivals.MinBy(rival => rival!["measured_s"]!.GetValue<double>())!["deployment"]!.ToString(), point["measured"]!.ToString());
            Assert.Equal(rivals.MinBy(rival => rival!["predicted_s"]!.GetValue<double>())!["deployment"]!.ToString(), point["predicted"]!.ToString());
            // One start of the tiers tells nothing of how much starts differ.
            Assert.False(point["gapClear"]!.GetValue<bool>());
        });
        Assert.Equal((2, 0), (json["points"]!.AsArray().Count, json["clear"]!.GetValue<int>()));
        Assert.InRange(json["quiet"]!.GetValue<double>(), 0, 1);
    }

    [Fact]
    public void TiersElsewhere_AreProfiled_WhereNothingLimitsTheirLinks()
    {
        var nothing = new Dictionary<string, string>();
        using var cloud = new ServedTier("cloud", nothing, "--accept-models", "--cpus", "1");
        using var edge = new ServedTier("edge", nothing, "--accept-models", "--next", $"{cloud.Url}");
        using var mobile = new ServedTier("mobile", nothing, "--accept-models", "--next", $"{edge.Url}");
        using var slow = new ServedTier("cloud", nothing, "--accept-models", "--link-mbps", "10");
        var path = System.IO.Path.Combine(_profiled.Folder, "elsewhere.json");
        Outcome Profile(params string[] at) => Edgenb.Run(Edgenb.Root, ["profile", "resnet_mini", "--out", path, "--anchors", "1", "--runs", "2", "--no-int8", "--accuracy-samples", "0", .. at.SelectMany(place => new[] { "--at", place })]);

        string[] both = [$"mobile={mobile.Url}", $"edge={edge.Url}"];
        Assert.Contains("needs mobile, edge and cloud", Assert.Single(Profile(both).Errors));
        Assert.Contains("start it without --link-mbps", Assert.Single(Profile([.. both, $"cloud={slow.Url}"]).Errors));
        Assert.Contains("is not TIER=URL", Assert.Single(Profile("mobile").Errors));
        Assert.Contains("names 'mobile' twice", Assert.Single(Profile([.. both, both[0]]).Errors));
        var outcome = Profile([.. both, $"cloud={cloud.Url}"]);
        Assert.True(outcome.Status == 0, outcome.Error);
        var profile = JsonNode.Parse(File.ReadAllText(path))!;
        Assert.Equal(["mobile", "edge", "cloud"], profile["tiers"]!.AsArray().Select(tier => tier!["name"]!.ToString()));
        Assert.All(profile["tiers"]!.AsArray(), tier => Assert.StartsWith("elsewhere: ", tier!["mechanism"]!.ToString(), StringComparison.Ordinal));
        // The whole, and what lies before and behind one cut, on three tiers.
        Assert.Equal(9, profile["models"]![0]!["parts"]!.AsArray().Count);
        Assert.Equal(0, Edgenb.Run(_profiled.Folder, "recommend", "--profile", path).Status);
        Assert.Contains("ran elsewhere", Assert.Single(Edgenb.Run(Edgenb.Root, "whatif", "verify", "--profile", path).Errors));
    }

    [Fact]
    public void AnyOnnxFile_OnOneMachineWithScales_IsProfiled()
    {
        var (model, path) = (System.IO.Path.Combine(_profiled.Folder, "own.onnx"), System.IO.Path.Combine(_profiled.Folder, "own.json"));
        new GraphBuilder("own").Input("x", ElementType.Float32, 1, 64).Output("z", ElementType.Float32, 1, 64).Initializer("w", [.. Enumerable.Range(0, 4096).Select(i => i % 7 / 10f)], 64, 64)
            .Node("MatMul", ["x", "w"], ["a"]).Node("Relu", ["a"], ["b"]).Node("MatMul", ["b", "w"], ["c"]).Node("Tanh", ["c"], ["z"]).Build().Save(model);
        var outcome = Edgenb.Run(_profiled.Folder, "profile", model, "--out", path, "--scale", "4,2,1", "--anchors", "1", "--runs", "2", "--restarts", "1", "--no-int8");
        Assert.True(outcome.Status == 0, outcome.Error);
        var parts = JsonNode.Parse(File.ReadAllText(path))!["models"]![0]!["parts"]!.AsArray();
        double Seconds(string tier) => parts.First(part => part!["tier"]!.ToString() == tier && part["side"]!.ToString() == "whole")!["seconds"]![0]!.GetValue<double>();
        // Times are kept to 1e-7 s.
        Assert.InRange(Seconds("mobile") - (4 * Seconds("cloud")), -3e-7, 3e-7);
        Assert.InRange(Seconds("edge") - (2 * Seconds("cloud")), -3e-7, 3e-7);
        var searched = Edgenb.Run(_profiled.Folder, "whatif", "search", "--profile", path);
        Assert.True(searched.Status == 0, searched.Error);
        Assert.Contains("cannot be measured here", Assert.Single(Edgenb.Run(_profiled.Folder, "whatif", "verify", "--profile", path, "--model", model).Errors));
    }

    [Theory]
    [InlineData("--anchors", "0", "anchors: 0 is too few")]
    [InlineData("--session", "hot", "--session 'hot' is unknown")]
    [InlineData("--tiers", "huge", "profile 'huge' is unknown")]
    [InlineData("--scale", "1,2", "--scale '1,2' is not M,E,C")]
    public void BadOptions_AreOneLine_AndNothingIsWritten(string option, string value, string says)
    {
        var outcome = Edgenb.Run(Edgenb.Root, "profile", "resnet_mini", "--out", System.IO.Path.Combine(_profiled.Folder, "bad.json"), option, value);
        Assert.Equal(2, outcome.Status);
        Assert.Contains(says, Assert.Single(outcome.Errors));
        Assert.False(File.Exists(System.IO.Path.Combine(_profiled.Folder, "bad.json")));
    }

    [Theory]
    [InlineData("model 'none.onnx' does not exist", "profile", "none.onnx", "--out", "p.json")]
    [InlineData("profile 'none.json' does not exist", "whatif", "search", "--profile", "none.json")]
    [InlineData("the longest latency is -1 s", "whatif", "verify", "--profile", "PROFILE", "--max-seconds", "-1")]
    [InlineData("exclude each other", "recommend", "--profile", "PROFILE", "--picture-stays", "--without", "mobile")]
    [InlineData("0 Mbit/s", "whatif", "search", "--profile", "PROFILE", "--edge-cloud-mbps", "0")]
    [InlineData("--profile and --measurements exclude each other", "recommend", "--profile", "PROFILE", "--measurements", "m.csv")]
    [InlineData("need a profile", "recommend", "--subject", "fcn", "--max-bytes", "10")]
    [InlineData("need a profile", "recommend", "--measurements", "m.csv", "--max-latency", "1")]
    [InlineData("with --measurements nothing is", "recommend", "--measurements", "m.csv", "--mobile-speed", "2")]
    [InlineData("no accuracies were measured", "recommend", "--measurements", "m.csv", "--max-accuracy-loss", "1")]
    [InlineData("'mobile not available'; relax it", "recommend", "--measurements", "m.csv", "--without", "mobile")]
    [InlineData("say --subject S", "recommend")]
    public void BadInput_IsOneLine(string says, params string[] arguments)
    {
        File.WriteAllText(System.IO.Path.Combine(_profiled.Folder, "m.csv"), "subject,operator,deployment,latency_s\na,identity,mobile,0.1\n");
        var outcome = Edgenb.Run(_profiled.Folder, [.. arguments.Select(argument => argument == "PROFILE" ? _profiled.Path : argument)]);
        Assert.Equal(2, outcome.Status);
        Assert.Contains(says, Assert.Single(outcome.Errors));
    }

    /// <summary>The profile, made once.</summary>
    public sealed class Profiled : IDisposable
    {
        private readonly Scratch _scratch = new();

        public Profiled() => Outcome = Edgenb.Run(Edgenb.Root, "profile", "resnet_mini", "--out", Path, "--anchors", "2", "--runs", "2", "--restarts", "1", "--session", "both", "--accuracy-samples", "100");

        public string Folder => _scratch.Folder;

        public string Path => _scratch.Path("p.json");

        public Outcome Outcome { get; }

        public void Dispose() => _scratch.Dispose();
    }
}
