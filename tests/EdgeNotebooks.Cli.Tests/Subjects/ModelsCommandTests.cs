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

    /// <summary>The file holds 51,895,957 float32 and little else; built twice it is the same.</summary>
    [Fact]
    public void Build_WritesAFullSizeSubject_OfWhichAccuracyCannotBeAsked()
    {
        var path = _scratch.Path("fcn.onnx");
        var outcome = Edgenb.Run(Edgenb.Root, "models", "build", "fcn", "--seed", "3", "--out", path, "--json");
        Assert.True(outcome.Status == 0, outcome.Error);
        Assert.Equal("random", JsonNode.Parse(outcome.Output)!["weights"]!.GetValue<string>());
        Assert.InRange(new FileInfo(path).Length, 4 * 51_895_957L, 4 * 51_895_957L + 200_000);
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
