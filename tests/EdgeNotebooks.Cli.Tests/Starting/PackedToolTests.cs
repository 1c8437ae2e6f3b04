using System.Text.Json.Nodes;
using EdgeNotebooks.Cli.Tests.Kernel;

namespace EdgeNotebooks.Cli.Tests.Starting;

/// <summary>What a user of the .NET tool has who never saw a checkout.</summary>
public sealed class PackedToolTests(PackedTool tool) : IClassFixture<PackedTool>, IDisposable
{
    /// <summary>It was 107 MB when this was written, and 350 MB with the native libraries of platforms that cannot run it.</summary>
    private const long MaxPackageBytes = 150L << 20;

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void ThePackage_HoldsWhatItNeeds_AndNothingForTraining()
    {
        var entries = tool.Entries();
        Assert.InRange(new FileInfo(tool.Package).Length, 1, MaxPackageBytes);
        Assert.Contains(entries, name => name.EndsWith("runtimes/linux-x64/native/libonnxruntime.so", StringComparison.Ordinal));
        Assert.Contains(entries, name => name.EndsWith("runtimes/linux-x64/native/libSkiaSharp.so", StringComparison.Ordinal));
        Assert.Contains(entries, name => name.EndsWith("/notebooks/guides/graph.ipynb", StringComparison.Ordinal));
        Assert.Contains(entries, name => name.EndsWith("/models/fcn_mini.onnx", StringComparison.Ordinal));
        Assert.Contains(entries, name => name.EndsWith("/data/paper/statistics.csv", StringComparison.Ordinal));
        Assert.Contains("README.md", entries);
        Assert.DoesNotContain(entries, name => name.Contains("torch", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void NewNotebooks_RunAtOnce()
    {
        Assert.Equal(0, tool.Run(_scratch.Folder, "new", "work").Status);
        var quickstart = tool.Run(_scratch.Folder, "run", "work/00-quickstart.ipynb", "--out", "out", "--set", "pictures=100", "--set", "runs=5");
        Assert.True(quickstart.Status == 0, quickstart.Error);
        var text = string.Join("\n", _scratch.Read("out/00-quickstart.ipynb").Of("text/plain"));
        Assert.Contains("n = 100", text);
        Assert.Contains("resnet_mini", text);
    }

    /// <summary>It reads the study's summaries and starts tiers, which are processes of the tool.</summary>
    [Fact]
    public void NewNotebooks_MeasureOnTiersOfTheTool()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("EDGENB_TEST_LONG") is { Length: > 0 }, "takes half a minute; tests/run --long runs it");
        Assert.Equal(0, tool.Run(_scratch.Folder, "new", "work").Status);
        var tiers = tool.Run(_scratch.Folder, "run", "work/01-rq1-tiers.ipynb", "--out", "out");
        Assert.True(tiers.Status == 0, tiers.Error);
        Assert.Equal(2, _scratch.Read("out/01-rq1-tiers.ipynb").Figures().Count());
        Assert.True(Directory.Exists(_scratch.Path("work/data/experiments/quick")));
    }

    [Fact]
    public void ItsKernelspec_StartsTheTool_WhichRunsTheFirstCells()
    {
        Assert.Equal(0, tool.Run(_scratch.Folder, "new", "work").Status);
        Assert.Equal(0, tool.Run(_scratch.Folder, "kernel", "install", "--prefix", "env").Status);
        var spec = JsonNode.Parse(File.ReadAllText(_scratch.Path("env/share/jupyter/kernels/edgenotebooks/kernel.json")))!;
        string[] command = [.. spec["argv"]!.AsArray().Select(argument => argument!.ToString())];
        Assert.Equal([tool.Path, "kernel", "start", "{connection_file}"], command);

        using var kernel = new KernelProcess(_scratch.Path("work"), command: command);
        using var client = new KernelClient(kernel);
        client.WaitUntilReady();
        var cells = JsonNode.Parse(File.ReadAllText(_scratch.Path("work/00-quickstart.ipynb")))!["cells"]!.AsArray()
            .Where(cell => cell!["cell_type"]!.ToString() == "code").Take(3).Select(cell => string.Concat(cell!["source"]!.AsArray().Select(line => line!.ToString())));
        JsonObject last = [];
        foreach (var cell in cells)
        {
            var (reply, outputs) = client.Execute(cell);
            Assert.True(reply["status"]!.ToString() == "ok", reply.ToJsonString());
            last = outputs[^1];
        }

        Assert.Contains("resnet_mini", last["content"]!["data"]!["text/plain"]!.ToString());
    }
}
