using System.Diagnostics;
using System.Text.Json.Nodes;

namespace EdgeNotebooks.Cli.Tests.Subjects;

public sealed class ModelsCommandTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    /// <summary>Parameters: PAPER.md, section 2.</summary>
    [Fact]
    public void List_HasEverySubject()
    {
        var outcome = Edgenb.Run(Edgenb.Root, "models", "list", "--json");
        Assert.True(outcome.Status == 0, outcome.Error);
        var rows = JsonNode.Parse(outcome.Output)!.AsArray();
        Assert.Equal(["resnet", "resnext", "fcn", "duc", "resnet_mini", "resnext_mini", "fcn_mini", "duc_mini"], rows.Select(row => row!["subject"]!.GetValue<string>()));
        var small = rows.Single(row => row!["subject"]!.GetValue<string>() == "resnet_mini")!;
        Assert.Equal(("models/resnet_mini.onnx", "trained"), (small["path"]!.GetValue<string>(), small["weights"]!.GetValue<string>()));
        Assert.InRange(small["top1_pct"]!.GetValue<double>(), 75, 95);
        Assert.Equal(new FileInfo(Path.Combine(Edgenb.Root, "models/resnet_mini.onnx")).Length, small["bytes"]!.GetValue<long>());
        Assert.Equal([126.8, 83.4, 51.9], rows.Take(3).Select(row => Math.Round(row!["parameters"]!.GetValue<long>() / 1e6, 1)));
        Assert.All(rows, row => Assert.True(row!["macs"]!.GetValue<long>() > 1_000_000));
        Assert.All(rows, row => Assert.True(row!.AsObject().ContainsKey("path")));
    }

    [Fact]
    public void List_IsATable_ThatSaysWhereEachModelComesFrom()
    {
        var outcome = Edgenb.Run(Edgenb.Root, "models", "list");
        Assert.True(outcome.Status == 0, outcome.Error);
        var lines = outcome.Output.TrimEnd().Split('\n');
        Assert.Equal(["subject", "path", "from", "weights", "bytes", "parameters", "macs", "top1_pct", "top5_pct", "miou_pct"], Cells(lines[0]));
        Assert.Equal(9, lines.Length);
        Assert.Equal(["resnet_mini", "models/resnet_mini.onnx", "edgenb train resnet_mini", "trained"], Cells(lines.Single(line => line.StartsWith("resnet_mini ", StringComparison.Ordinal)))[..4]);

        static string[] Cells(string line) => line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    /// <summary>The file holds 126,817,768 float32 and little else: 507 MB, of which the process never has more than a part.</summary>
    [Fact]
    public async Task Build_StreamsAFullSizeSubject_OfWhichAccuracyCannotBeAsked()
    {
        var path = _scratch.Path("resnet.onnx");
        var start = new ProcessStartInfo(Edgenb.Path, ["models", "build", "resnet", "--seed", "3", "--out", path, "--json"]) { WorkingDirectory = Edgenb.Root, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, error, peak) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken), 0L);
        while (!process.WaitForExit(5)) peak = Math.Max(peak, HighWater.Of(process.Id));
        Assert.True(process.ExitCode == 0, await error);
        var row = JsonNode.Parse(await output)!;
        Assert.Equal(("random", "edgenb models build resnet"), (row["weights"]!.GetValue<string>(), row["from"]!.GetValue<string>()));
        Assert.InRange(new FileInfo(path).Length, 4 * 126_817_768L, 4 * 126_817_768L + 200_000);
        if (peak > 0) Assert.InRange(peak, 1, 400_000_000);
        var refused = Edgenb.Run(Edgenb.Root, "evaluate", path, "--dataset", "scenes", "--samples", "1");
        Assert.Equal(2, refused.Status);
        Assert.Contains("weights=random", Assert.Single(refused.Errors));
    }

    [Theory]
    [InlineData("resnett", "'resnet'")]
    [InlineData("resnet_mini", "full-size")]
    public void Build_OfAnotherName_SaysWhatThereIs(string name, string expected)
    {
        var outcome = Edgenb.Run(_scratch.Folder, "models", "build", name);
        Assert.Equal(2, outcome.Status);
        Assert.Contains(expected, Assert.Single(outcome.Errors));
    }
}
