using System.Globalization;
using System.Text.RegularExpressions;

namespace EdgeNotebooks.Cli.Tests.Notebooks;

/// <summary><c>00-quickstart</c> through the real command: a real model really running.</summary>
public sealed class QuickstartNotebookTests : IDisposable
{
    private const string Notebook = "notebooks/00-quickstart.ipynb";
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void ItShowsPicturesAccuracyAndLatency()
    {
        var outcome = Run();
        Assert.True(outcome.Status == 0, outcome.Error);
        var executed = _scratch.Read("out/00-quickstart.ipynb");
        var text = string.Join("\n", executed.Of("text/plain"));

        var accuracy = Regex.Match(text, @"top-1 ([\d.]+) % .*, top-5 ([\d.]+) % .*, n = (\d+)");
        Assert.Equal("2000", accuracy.Groups[3].Value);
        var (top1, top5) = (double.Parse(accuracy.Groups[1].Value, CultureInfo.InvariantCulture), double.Parse(accuracy.Groups[2].Value, CultureInfo.InvariantCulture));
        Assert.InRange(top1, 75, 95);
        Assert.InRange(top5, top1, 100);
        Assert.Contains("2000 of 2000 pictures", text);
        Assert.Equal(28, executed.Of("text/html").Sum(html => Regex.Count(html, "<img [^>]*src=\"data:image/png;base64,")));

        var box = Assert.Single(Assert.Single(executed.Figures())["data"]!.AsArray())!;
        var milliseconds = box["y"]!.AsArray().Select(value => value!.GetValue<double>()).ToArray();
        Assert.Equal(200, milliseconds.Length);
        Assert.All(milliseconds, value => Assert.InRange(value, 1e-3, 1e5));
        Assert.Equal(1, Browser.Count(Browser.Dom(_scratch.Path("out/00-quickstart.html")), "box"));
    }

    [Fact]
    public void FewerPicturesAndRuns_CanBeAskedFor()
    {
        Assert.Equal(0, Run("--set", "pictures=100", "--set", "runs=5").Status);
        var executed = _scratch.Read("out/00-quickstart.ipynb");
        Assert.Contains("n = 100", string.Join("\n", executed.Of("text/plain")));
        Assert.Equal(5, executed.Figures().Single()["data"]![0]!["y"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("nowhere.onnx", "model 'nowhere.onnx' does not exist")]
    [InlineData("00-quickstart.ipynb", "'00-quickstart.ipynb' is no ONNX model that ONNX Runtime can load")]
    public void AModelThatIsNoModel_IsOneLine(string model, string says)
    {
        var outcome = Run("--set", $"model={model}");
        Assert.Equal(1, outcome.Status);
        var error = Assert.Single(outcome.Errors);
        Assert.StartsWith("error: 00-quickstart.ipynb, cell 4, line 1: ModelLoadException: ", error);
        Assert.Contains(says, error);
    }

    private Outcome Run(params string[] more) => Edgenb.Run(Edgenb.Root, ["run", Notebook, "--out", _scratch.Path("out"), "--html", .. more]);
}
