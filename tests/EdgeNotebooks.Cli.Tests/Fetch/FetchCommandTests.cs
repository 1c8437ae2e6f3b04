using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json.Nodes;
using EdgeNotebooks.Tests.Datasets.Fetching;

namespace EdgeNotebooks.Cli.Tests.Fetch;

public sealed class FetchCommandTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly RoughServer _server;
    private byte[] _served = [];

    public FetchCommandTests() => _server = new(request => RoughServer.Reply.To(request, _served));

    public void Dispose()
    {
        _server.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public void AModel_IsFetched_AndCheckedTheNextTime()
    {
        _served = [1, 2, 3];
        // printf '\x01\x02\x03' | sha256sum
        Manifest("models", "tiny", "m/tiny.onnx", "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81");
        var outcome = Fetch("models", "tiny", "--out", "got", "--json");
        Assert.Equal(0, outcome.Status);
        Assert.Equal(_scratch.Path("got/m/tiny.onnx"), JsonNode.Parse(outcome.Output)![0]!["files"]![0]!.ToString());
        Assert.Equal(_served, File.ReadAllBytes(_scratch.Path("got/m/tiny.onnx")));
        _served = [];
        Assert.Equal(0, Fetch("models", "--out", "got").Status);
        File.WriteAllText(_scratch.Path("got/m/tiny.onnx"), "damaged");
        _served = [4];
        var failed = Fetch("models", "--out", "got");
        Assert.Equal(1, failed.Status);
        Assert.Contains("expected was 039058c6", Assert.Single(failed.Errors));
    }

    /// <summary>The connection ends early, goes elsewhere, or brings other bytes the first time: the file is whole at the end, and nothing else is left.</summary>
    [Theory]
    [InlineData("cut", 2)]
    [InlineData("redirected", 2)]
    [InlineData("corrupted and cut", 3)]
    public void ARoughConnection_StillBringsTheFile(string how, int requests)
    {
        var file = Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7)).ToArray();
        using var server = new RoughServer(request => (how, request.Number) switch
        {
            ("cut", 0) => RoughServer.Reply.To(request, file, sent: 40_000),
            ("corrupted and cut", 0) => RoughServer.Reply.To(request, new byte[file.Length], sent: 40_000),
            ("redirected", 0) => new("302 Found", "Location: /elsewhere\r\nContent-Length: 0\r\n", []),
            _ => RoughServer.Reply.To(request, file),
        });
        Manifest("models", "rough", "rough.onnx", Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file)), server: server);
        var outcome = Fetch("models", "--out", "got");
        Assert.True(outcome.Status == 0, outcome.Error);
        Assert.Equal(file, File.ReadAllBytes(_scratch.Path("got/rough.onnx")));
        Assert.Equal(requests, server.Requests.Count);
        Assert.DoesNotContain(Directory.GetFiles(_scratch.Path("got")), name => name.EndsWith(".part", StringComparison.Ordinal));
    }

    [Fact]
    public void TheAuthorsPackage_BecomesTables_AndIsNotKept()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            using (var writer = new StreamWriter(zip.CreateEntry("package-1/Inference_Results/mobile_fcn_results.txt").Open()))
                writer.Write("Experiment Results\n" + string.Concat(Enumerable.Repeat("1.25\n", 600)));
            using (var writer = new StreamWriter(zip.CreateEntry("package-1/Network_Variation/cloud_duc/cloud_duc_50mbps_10mbps_results.txt").Open()))
                writer.Write("Experiment Results\n3.5\n2.5\n");
            using (var writer = new StreamWriter(zip.CreateEntry("package-1/models/fcn.py").Open()))
                writer.Write("code that is not ours to keep");
        }

        _served = stream.ToArray();
        Manifest("paper", "measurements", "package.zip", null, unpack: true);
        var outcome = Fetch("paper", "--out", "paper", "--json");
        Assert.Equal(0, outcome.Status);
        Assert.Equal(501, File.ReadAllLines(_scratch.Path("paper/raw/latency_raw.csv")).Length);
        Assert.Equal(1, JsonNode.Parse(outcome.Output)![0]!["latencies"]!.GetValue<int>());
        Assert.Contains("1 of 72 configurations", outcome.Error);
        Assert.Equal(["duc,cloud,identity,50,10,1,3.5", "duc,cloud,identity,50,10,2,2.5"], File.ReadAllLines(_scratch.Path("paper/network_variation.csv")).Skip(1));
        Assert.Equal(["latency_raw.csv"], Directory.GetFileSystemEntries(_scratch.Path("paper/raw")).Select(Path.GetFileName));
    }

    [Fact]
    public void TheEnvironmentsProxy_IsUsed()
    {
        _served = [9];
        _scratch.File("m.json", """{"items": [{"kind": "models", "name": "far", "about": "a", "licence": "l", "files": [{"urls": ["http://far.invalid/x"], "path": "x"}]}]}""");
        var start = new ProcessStartInfo(Edgenb.Path, ["fetch", "models", "--out", "got", "--manifest", "m.json"]) { WorkingDirectory = _scratch.Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["http_proxy"] = _server.Url("").ToString();
        start.Environment.Remove("no_proxy");
        start.Environment.Remove("NO_PROXY");
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error);
        Assert.Equal(_served, File.ReadAllBytes(_scratch.Path("got/x")));
        Assert.Equal("http://far.invalid/x", Assert.Single(_server.Requests).Path);
    }

    [Theory]
    [InlineData(2, "closest: 'models'", "modles")]
    [InlineData(2, "'voc' is not among the datasets", "datasets", "voc")]
    [InlineData(1, "log in at image-net.org", "datasets", "imagenet")]
    [InlineData(2, "there is no such manifest", "models", "--manifest", "none.json")]
    public void WhatCannotBeFetched_IsSaidInOneLine(int status, string words, params string[] arguments)
    {
        var outcome = Edgenb.Run(_scratch.Folder, ["fetch", .. arguments]);
        Assert.Equal(status, outcome.Status);
        Assert.Contains(words, Assert.Single(outcome.Errors));
    }

    [Fact]
    public void TheList_NeedsNoNetwork()
    {
        var outcome = Edgenb.Run(_scratch.Folder, "fetch", "datasets", "--list", "--json");
        Assert.Equal(0, outcome.Status);
        Assert.Equal(["coco", "imagenet", "cityscapes"], JsonNode.Parse(outcome.Output)!.AsArray().Select(item => item!["name"]!.ToString()));
    }

    private Outcome Fetch(params string[] arguments) => Edgenb.Run(_scratch.Folder, ["fetch", .. arguments, "--manifest", "m.json"]);

    private void Manifest(string kind, string name, string path, string? sha256, bool unpack = false, RoughServer? server = null) => _scratch.File("m.json", new JsonObject
    {
        ["items"] = new JsonArray(new JsonObject
        {
            ["kind"] = kind,
            ["name"] = name,
            ["about"] = "about",
            ["licence"] = "licence",
            ["files"] = new JsonArray(new JsonObject { ["urls"] = new JsonArray((server ?? _server).Url("x").ToString()), ["path"] = path, ["sha256"] = sha256, ["unpack"] = unpack ? new JsonArray("") : null }),
        }),
    }.ToJsonString());
}
