using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeNotebooks.Analysis;
using EdgeNotebooks.Charts;
using EdgeNotebooks.WhatIf;
using EdgeNotebooks.WhatIf.Page;

namespace EdgeNotebooks.Tests.WhatIf;

public class WhatIfPageTests
{
    private static readonly Lazy<WhatIfProfile> s_profile = new(() => WhatIfProfile.Of(Study.Open(PaperFolder.Committed), "resnet", 20));

    [Fact]
    public void TheDataInThePage_HoldEveryResample()
    {
        var html = s_profile.Value.Page("resnet").Html;
        using var data = JsonDocument.Parse(Regex.Match(html, "<script type=\"application/json\" id=\"data\">(.*?)</script>", RegexOptions.Singleline).Groups[1].Value);
        var candidates = data.RootElement.GetProperty("subjects")[0].GetProperty("candidates").EnumerateArray().ToArray();
        Assert.Equal(18, candidates.Length);
        foreach (var (packed, candidate) in candidates.Zip(StudyPage.Of(s_profile.Value).Subjects[0].Candidates))
        {
            var columns = packed.GetProperty("resamples").GetProperty("columns").EnumerateArray().ToArray();
            for (var row = 0; row < 20; row++)
            {
                double[] expected = [.. candidate.Resamples[row].Times.Numbers, candidate.Resamples[row].Misfit];
                for (var column = 0; column < 9; column++) Assert.Equal(expected[column], Unpacked(columns, column, row), 1e-13 * Math.Abs(expected[column]));
            }
        }
    }

    [Fact]
    public void AFrameInANotebook_CannotBeLeftByAQuote()
    {
        var frame = s_profile.Value.Page().Render("text/html");
        // The document lies between the two only single quotes that follow srcdoc=.
        Assert.Equal(2, frame.Count(sign => sign == '\''));
        Assert.EndsWith("'></iframe>", frame);
    }

    [Theory]
    [InlineData("no subject", 0, 0, false)]
    [InlineData("has no candidate", 1, 0, false)]
    [InlineData("stands twice", 1, 2, false)]
    [InlineData("unequal numbers of resamples", 1, 2, true)]
    public void WhatCannotBeDrawn_IsRefused(string says, int subjects, int candidates, bool unequal)
    {
        PageTimes times = new(0, 1, 0, 0, 1, 0, 0, 0);
        PageCandidate Candidate(int i) => new("mobile", "identity", times) { Resamples = unequal && i > 0 ? [new(times, 1)] : [] };
        PageSource source = new([.. Enumerable.Repeat(new PageSubject("net", "top1_pct", [.. Enumerable.Range(0, candidates).Select(Candidate)]), subjects)], "", []);
        Assert.Contains(says, Assert.Throws<ArgumentException>(() => new WhatIfPage(source, "net", new(), new()).Html).Message);
    }

    [Fact]
    public void AnInfiniteRate_IsRefused() =>
        Assert.Contains("finite", Assert.Throws<ArgumentException>(() => s_profile.Value.Page(at: new(double.PositiveInfinity, 1)).Html).Message);

    [Fact]
    public void TheMapOfPredictedWinners_ShowsTheFastest()
    {
        var at = new Conditions { MobileSpeed = 0.5 };
        var cells = Assert.IsType<CellTrace>(PredictedWinners.Of(s_profile.Value, "resnet", at, new() { MaxAccuracyLoss = 1 }).Traces.Single());
        for (var far = 0; far < cells.Rows.Count; far++)
            for (var near = 0; near < cells.Columns.Count; near++)
            {
                var there = at with { MobileEdgeMbps = double.Parse(cells.Columns[near]), EdgeCloudMbps = double.Parse(cells.Rows[far]) };
                var best = s_profile.Value.Recommend("resnet", there, new() { MaxAccuracyLoss = 1 }).Best.Candidate.Configuration;
                Assert.Equal(Palette.Of(best.Deployment), cells.Colors[far][near]);
            }
    }

    [Fact]
    public void PredictedAgainstMeasured_HasAPointPerLeftOutCell()
    {
        var check = GridCheck.Of(s_profile.Value).On("cloud");
        var figure = PredictionFigure.Of(check);
        Assert.Equal(check.Series.Sum(one => one.Cells.Count), figure.Traces.OfType<PointTrace>().Single(trace => trace.Name == "cloud").Y.Count);
        Assert.Equal(1, check.ShareWithin(1e9));
        Assert.Equal(0, check.ShareWithin(0));
    }

    private static double Unpacked(JsonElement[] columns, int column, int row) => columns[column].ValueKind switch
    {
        JsonValueKind.Number => columns[column].GetDouble(),
        JsonValueKind.Array => columns[column][row].GetDouble(),
        _ => columns[column].GetProperty("like")[1].GetDouble() * Unpacked(columns, columns[column].GetProperty("like")[0].GetInt32(), row),
    };
}
