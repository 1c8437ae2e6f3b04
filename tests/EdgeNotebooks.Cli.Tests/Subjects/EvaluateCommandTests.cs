using System.Text.Json.Nodes;
using EdgeNotebooks.Datasets;
using EdgeNotebooks.Imaging;

namespace EdgeNotebooks.Cli.Tests.Subjects;

public sealed class EvaluateCommandTests : IDisposable
{
    private const string Model = "models/resnet_mini.onnx";
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    /// <summary>84.5 % on the card; 300 pictures have a standard error of 2.1 points.</summary>
    [Fact]
    public void Shapes_GivesTopOneAndTopFive()
    {
        var result = Succeed("evaluate", Model, "--dataset", "shapes", "--samples", "300", "--json");
        Assert.Equal(300, result["n"]!.GetValue<int>());
        Assert.InRange(result["top1_pct"]!.GetValue<double>(), 76, 93);
        Assert.InRange(result["top5_pct"]!.GetValue<double>(), 97, 100);
    }

    [Fact]
    public void AFolderOfOnesOwn_IsMeasured_AndOneBadPictureIsPassedOver()
    {
        var labels = new List<string> { "file,label" };
        foreach (var (item, i) in ShapesDataset.HeldOut(12).Select((item, i) => (item, i)))
        {
            File.WriteAllBytes(_scratch.Path($"{i:00}.png"), PictureCodec.ToPng(item.Picture));
            labels.Add($"{i:00}.png,{item.Label}");
        }

        File.WriteAllText(_scratch.Path("05.png"), "no picture");
        File.WriteAllLines(_scratch.Path("labels.csv"), labels);
        var result = Succeed("evaluate", Model, "--dataset", _scratch.Folder, "--skip-bad", "--json");
        Assert.Equal(11, result["n"]!.GetValue<int>());
        Assert.EndsWith("05.png", Assert.Single(result["skipped"]!.AsArray())!["file"]!.GetValue<string>());

        var failed = Edgenb.Run(Edgenb.Root, "evaluate", Model, "--dataset", _scratch.Folder);
        Assert.Equal(2, failed.Status);
        Assert.Contains("05.png", Assert.Single(failed.Errors));
    }

    [Fact]
    public void MissingLabels_AndUnknownSets_AreNamed()
    {
        File.WriteAllBytes(_scratch.Path("a.png"), PictureCodec.ToPng(ShapesDataset.HeldOut(1)[0].Picture));
        Fails("labels.csv", "evaluate", Model, "--dataset", _scratch.Folder);
        Fails("'shapes'", "evaluate", Model, "--dataset", "shape");
        Fails("--seed -1 is below 0", "evaluate", Model, "--dataset", "shapes", "--seed", "-1");
        Fails("does not exist", "evaluate", "models/none.onnx", "--dataset", "shapes");
        Fails("edgenb fetch datasets imagenet", "evaluate", Model, "--dataset", "imagenet");
    }

    [Fact]
    public void ALabelThatTheModelDoesNotHave_IsNamed()
    {
        File.WriteAllBytes(_scratch.Path("a.png"), PictureCodec.ToPng(ShapesDataset.HeldOut(1)[0].Picture));
        File.WriteAllText(_scratch.Path("labels.csv"), "file,label\na.png,20\n");
        Fails("label 20", "evaluate", Model, "--dataset", _scratch.Folder);
    }

    [Fact]
    public void AModelOfAnotherKind_IsNamedWithWhatItAnswers() =>
        Fails("[1, 20]", "evaluate", Model, "--dataset", "scenes", "--samples", "1");

    private static JsonNode Succeed(params string[] arguments)
    {
        var outcome = Edgenb.Run(Edgenb.Root, arguments);
        Assert.True(outcome.Status == 0, outcome.Error);
        return JsonNode.Parse(outcome.Output)!;
    }

    private static void Fails(string expected, params string[] arguments)
    {
        var outcome = Edgenb.Run(Edgenb.Root, arguments);
        Assert.Equal(2, outcome.Status);
        Assert.Contains(expected, Assert.Single(outcome.Errors));
    }
}
