using System.Text.Json.Nodes;
using EdgeNotebooks.Experiments.Planning;
using SkiaSharp;

namespace EdgeNotebooks.Cli.Tests.Notebooks;

/// <summary><c>01-rq1-tiers</c> through the real command: tables, figure and conclusions against the study's numbers.</summary>
public sealed class Rq1NotebookTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void FromTheRawMeasurements_ItHoldsTheStudysNumbers()
    {
        Assert.SkipUnless(File.Exists(Path.Combine(Environment.GetEnvironmentVariable("EDGENB_PAPER") ?? "", "raw/latency_raw.csv")),
            "EDGENB_PAPER names no folder with raw/latency_raw.csv");
        var executed = Execute("notebooks/01-rq1-tiers.ipynb");
        var text = string.Join("\n", executed.Of("text/plain"));
        Assert.Contains("6000 rows, 4 columns", text);
        // statistics.csv: RQ1, identity_across_tiers, kruskal_wallis, statistic, per subject, rounded to six digits.
        Assert.All(["1161.29", "972.651", "1327.45", "1332.45"], h => Assert.Contains(h, text));
        // The smallest log10 p of the family, which no double can hold.
        Assert.Contains("-715.912", text);
        Assert.Contains("edge is fastest for resnet, resnext, duc; cloud is fastest for fcn", text);

        // Set-up, the study's figure, Q-Q plots, its boxes with letters, then the boxes of the three tiers measured here.
        Assert.Equal(5, executed.Figures().Count());
        var figure = executed.Figures().First(one => one["data"]![0]!["type"]!.ToString() == "box");
        var boxes = figure["data"]!.AsArray();
        Assert.Equal(12, boxes.Count);
        // latency_summary.csv: resnet, mobile, identity, median 8.943120002745001 s
        var median = boxes[0]!["y"]!.AsArray().Select(value => value!.GetValue<double>()).Order().ToArray() is var y ? (y[249] + y[250]) / 2 : 0;
        Assert.Equal(Math.Log(8.943120002745001), median, 1e-4);

        var dom = Browser.Dom(_scratch.Path("out/01-rq1-tiers.html"));
        Assert.Equal(12 + 12 + 3, Browser.Count(dom, "box"));
        Assert.Equal(4 + 4 + 1, Browser.Count(dom, "boxlayer mlayer"));
        // The design for repeated measurements, over the pictures of each subject.
        Assert.Contains("within inputs", text);
    }

    [Fact]
    public void WithoutThem_TablesAndFigureSayWhatIsMissing()
    {
        Assert.SkipWhen(File.Exists(Path.Combine(Edgenb.Root, "data/paper/raw/latency_raw.csv")), "data/paper/raw holds the raw data");
        var executed = Execute("notebooks/01-rq1-tiers.ipynb", paper: "");
        Assert.Equal(["scatter", "box", "box"], executed.Figures().Select(figure => figure["data"]![0]!["type"]!.ToString()));
        Assert.Contains(executed.Of("text/html"), html => html.Contains("edgenb-plotly", StringComparison.Ordinal) && html.Contains("edgenb fetch paper", StringComparison.Ordinal));
        Assert.Contains("committed statistics.csv", string.Join("\n", executed.Of("text/plain")));
        Assert.Equal(12 + 3, Browser.Count(Browser.Dom(_scratch.Path("out/01-rq1-tiers.html")), "box"));
    }

    // Other pictures are other measurements, which never share a folder with the default's.
    [Fact]
    public void OtherPictures_AreMeasuredBesideTheDefaultOnes()
    {
        Execute("notebooks/01-rq1-tiers.ipynb");
        var pictures = Directory.CreateDirectory(_scratch.Path("pictures")).FullName;
        for (byte i = 0; i < Plan.Quick.Inputs.Count; i++)
        {
            using var picture = new SKBitmap(64, 64);
            picture.Erase(new SKColor((byte)(40 * i), 120, 200));
            using var file = File.Create(Path.Combine(pictures, $"own{i}.png"));
            picture.Encode(file, SKEncodedImageFormat.Png, 100);
        }

        var own = (Plan.Quick with { Inputs = Plan.Quick.Inputs with { Folder = pictures } }).FolderUnder(Path.Combine(Edgenb.Root, "data/experiments"));
        try
        {
            Execute("notebooks/01-rq1-tiers.ipynb", sets: ["--set", $"pictures={pictures}"]);
            var rows = File.ReadAllLines(Path.Combine(own, "measurements.csv"));
            var input = Array.IndexOf(rows[0].Split(','), "input_id");
            Assert.Equal(Directory.GetFiles(pictures).Select(Path.GetFileName).Order(), rows.Skip(1).Select(row => row.Split(',')[input]).Distinct().Order());
        }
        finally
        {
            if (Directory.Exists(own)) Directory.Delete(own, recursive: true);
        }
    }

    private JsonObject Execute(string notebook, string? paper = null, params string[] sets)
    {
        var before = Environment.GetEnvironmentVariable("EDGENB_PAPER");
        if (paper is not null) Environment.SetEnvironmentVariable("EDGENB_PAPER", paper);
        var outcome = Edgenb.Run(Edgenb.Root, ["run", notebook, "--out", _scratch.Path("out"), "--html", .. sets]);
        Environment.SetEnvironmentVariable("EDGENB_PAPER", before);
        Assert.True(outcome.Status == 0, outcome.Error);
        return _scratch.Read($"out/{Path.GetFileName(notebook)}");
    }
}
