using System.Text.Json.Nodes;

namespace EdgeNotebooks.Cli.Tests.Models;

public sealed class PartitionCommandTests : IDisposable
{
    private const string Model = "models/resnet_mini.onnx";
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void NamedCuts_GiveParts_WithAProofBesideThem()
    {
        var outcome = Run("--at", "/layer2/layer2.1/Add_output_0", "--at", "/layer4/layer4.0/conv1/Conv_output_0,/layer4/layer4.0/downsample/downsample.0/Conv_output_0", "--json");
        Assert.True(outcome.Status == 0, outcome.Error);
        var report = JsonNode.Parse(outcome.Output)!;
        Assert.Equal(["part1.onnx", "part2.onnx", "part3.onnx", "proof.json"], Directory.GetFiles(_scratch.Path("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.True(report["proof"]!["bitEqual"]!.GetValue<bool>());
        Assert.InRange(report["proof"]!["difference"]!.GetValue<double>(), 0, 1e-5);
        Assert.Equal(64, JsonNode.Parse(File.ReadAllText(_scratch.Path("out/proof.json")))!["proof"]!["inputsSha256"]!.ToString().Length);
        var last = Edgenb.Run(Edgenb.Root, "model", "info", _scratch.Path("out/part3.onnx"), "--json");
        Assert.Equal(2, JsonNode.Parse(last.Output)!["inputs"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("parameters")]
    [InlineData("macs")]
    public void ABalance_GivesAboutEqualParts(string goal)
    {
        Assert.Equal(0, Run("--balance", goal).Status);
        var key = goal == "macs" ? "macs" : "parameters";
        var weights = new[] { "part1", "part2" }.Select(part =>
            JsonNode.Parse(Edgenb.Run(Edgenb.Root, "model", "info", _scratch.Path($"out/{part}.onnx"), "--json").Output)![key]!.GetValue<double>()).ToArray();
        Assert.InRange(weights[0] / weights.Sum(), 0.4, 0.6);
    }

    [Fact]
    public void WithoutVerification_NoProofIsWritten()
    {
        Assert.Equal(0, Run("--balance", "parameters", "--no-verify").Status);
        Assert.False(File.Exists(_scratch.Path("out/proof.json")));
    }

    [Theory]
    [InlineData("closest: ", "--at", "Add_output_0")]
    [InlineData("crosses too; add it to the cut", "--at", "/layer4/layer4.0/conv1/Conv_output_0")]
    [InlineData("lies before an earlier cut", "--at", "/layer3/layer3.2/Add_output_0", "--at", "/layer2/layer2.0/Add_output_0")]
    [InlineData("one of both")]
    [InlineData("one of both", "--at", "/relu/Relu_output_0", "--balance", "macs")]
    [InlineData("--parts is 1", "--balance", "macs", "--parts", "1")]
    [InlineData("'size'", "--balance", "size")]
    public void BadInput_IsOneLine_AndWritesNothing(string says, params string[] arguments)
    {
        var outcome = Run(arguments);
        Assert.Equal(2, outcome.Status);
        Assert.Empty(outcome.Output);
        Assert.Contains(says, Assert.Single(outcome.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        Assert.False(Directory.Exists(_scratch.Path("out")));
    }

    /// <summary>A file system of 1 MiB, which the parts do not fit; skipped where none can be mounted.</summary>
    [Fact]
    public void AFullDisk_LeavesNothingHalfWritten()
    {
        var disk = Directory.CreateDirectory(_scratch.Path("disk")).FullName;
        Assert.SkipWhen(Shell("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk) != 0, "no file system can be mounted here");
        try
        {
            var outcome = Edgenb.Run(Edgenb.Root, "partition", Model, "--balance", "parameters", "--no-verify", "--out", Path.Combine(disk, "out"));
            Assert.Equal(1, outcome.Status);
            Assert.Single(outcome.Errors);
            Assert.Empty(Directory.GetFiles(disk, "*", SearchOption.AllDirectories));
        }
        finally
        {
            Shell("umount", disk);
        }
    }

    private static int Shell(string program, params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }

    private Outcome Run(params string[] arguments) => Edgenb.Run(Edgenb.Root, ["partition", Model, "--out", _scratch.Path("out"), .. arguments]);
}
