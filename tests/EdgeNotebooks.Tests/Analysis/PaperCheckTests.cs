using EdgeNotebooks.Analysis;

namespace EdgeNotebooks.Tests.Analysis;

public class PaperCheckTests
{
    private static readonly Lazy<PaperCheck> Committed = new(() => PaperCheck.Run(PaperFolder.CommittedStudy()));

    private static readonly Lazy<PaperCheck> Raw = new(() => PaperCheck.Run(Study.Open()));

    private static PaperCheck WithRaw()
    {
        foreach (var file in new[] { "raw/latency_raw.csv", "network_variation.csv", "statistics_rq6.csv" }) PaperFolder.Require(file);
        return Raw.Value;
    }

    // PAPER.md, section 6: H, p, W, delta and the tables agree to every printed digit; section 9, item 9: fcn earlyexit is truncated to 55.16.
    [Fact]
    public void WithTheRawData_OnlyTheTruncatedAccuracyDiffers()
    {
        var check = WithRaw();
        Assert.Equal(["fcn earlyexit miou_pct (any)"], check.Entries.Where(entry => entry.Verdict == PaperVerdict.Differs).Select(entry => entry.What));
        Assert.Equal(576, check.Entries.Count(entry => entry.Where == "latency table" && entry.Verdict == PaperVerdict.Agrees));
        Assert.Equal(439, check.Entries.Count(entry => entry.What.EndsWith(" decision", StringComparison.Ordinal) && entry.Verdict == PaperVerdict.Agrees));
    }

    // PAPER.md, sections 6 and 10: 424 Kruskal-Wallis tests and 6,360 pairs, 720 of them blank, which leave 48 tests blank too.
    [Fact]
    public void BlankCellsOfRq6_CannotBeChecked_TheOthersAgree()
    {
        var rq6 = WithRaw().Entries.Where(entry => entry.Where == "RQ6 tables").ToArray();
        Assert.Equal((424 + 6360, 720 + 48), (rq6.Length, rq6.Count(entry => entry.Verdict == PaperVerdict.CannotBeChecked)));
        Assert.DoesNotContain(rq6, entry => entry.Verdict == PaperVerdict.Differs);
    }

    [Fact]
    public void WithoutTheRawData_WhatTheyAreNeededForIsListed_WithTheRemedy()
    {
        var check = Committed.Value;
        var latency = check.Entries.Where(entry => entry.Where == "latency table").ToArray();
        Assert.Equal(576, latency.Length);
        Assert.All(latency, entry => Assert.Contains(Study.Remedy, entry.Why, StringComparison.Ordinal));
        Assert.All(check.Entries.Where(entry => entry.Where is "headline findings" or "wilcoxon_accuracy"), entry => Assert.Equal(PaperVerdict.Agrees, entry.Verdict));
    }

    // PAPER.md, section 6: true Bonferroni inside each family and subject would flip exactly one decision, duc cloud identity vs earlyexit.
    [Fact]
    public void Bonferroni_ChangesTheOneDecisionThatThePaperNames()
    {
        var change = Assert.Single(Committed.Value.Procedures.Single(procedure => procedure.Name == "Bonferroni").Changes);
        Assert.Equal(("duc", "cloud:identity", "cloud:earlyexit", true), (change.Subject, change.A, change.B, change.WasSignificant));
        Assert.Equal((324, 324), (Committed.Value.Procedures[0].Decisions, Committed.Value.Procedures[1].Decisions));
    }

    [Fact]
    public void OneMedianPerPicture_TakesTheDecisionsOnHundredValues()
    {
        var procedure = WithRaw().Procedures.Single(one => one.Name == "one median per picture");
        Assert.Contains(procedure.Changes, change => (change.Subject, change.A, change.B) == ("duc", "cloud:identity", "cloud:earlyexit"));
        Assert.Contains("3 of 324 decisions change, 2 no longer significant, 1 now significant", procedure.ToString(), StringComparison.Ordinal);
    }

    // PAPER.md, section 6 (324 of 324 not adjusted; 3 negligible; 1 of medium effect) and section 9, items 8 to 10.
    [Theory]
    [InlineData("p called adjusted", "equal to the unadjusted p in 324 of 324 pairs")]
    [InlineData("accuracy of two operators, p", "0 of 6 comparisons significant")]
    [InlineData("significance against effect", "3 of them with a negligible effect")]
    [InlineData("significance against effect", "1 not significant with a medium or large one (resnet edge:quantize/edge:earlyexit)")]
    [InlineData("cells of the bandwidth grid", "missing: resnet mobile_cloud:quantize_earlyexit_partition at mobile_edge 100, edge_cloud 10 Mbit/s")]
    [InlineData("accuracies per subject and operator", "missing: resnext partition")]
    [InlineData("nodes of quantize_earlyexit", "equal to earlyexit for 1 of 4 subjects")]
    [InlineData("duc quantize_earlyexit, parts joined by its script", "mean IoU 75.32 %, 177 nodes on the CPU")]
    [InlineData("quantize_earlyexit_partition, where resnet and resnext are cut", "first part up to layer3.12: resnet 48.9 %, resnext 48.7 % of the parameters")]
    public void KnownErrors_AreComputed(string what, string recomputed) =>
        Assert.Contains(recomputed, Committed.Value.Errata.Single(entry => entry.What == what).Recomputed, StringComparison.Ordinal);

    // The tables behind three of them are not kept: those cannot be checked, and what the mistake changes is computed.
    [Fact]
    public void EveryVerdictOfAnError_IsThatOfAComparison()
    {
        var errata = WithRaw().Errata;
        Assert.Equal((10, 3), (errata.Count(entry => entry.Verdict == PaperVerdict.Differs), errata.Count(entry => entry.Verdict == PaperVerdict.CannotBeChecked)));
        Assert.All(errata, entry => Assert.NotEmpty(entry.Recomputed));
    }

    /// <summary>The same claims on data in which they hold: a quantized fcn hybrid of its own (PAPER.md, section 9, item 8) and resnext's partition present.</summary>
    [Fact]
    public void AClaimThatHolds_Agrees()
    {
        using var folder = new TempFolder();
        foreach (var file in Directory.GetFiles(PaperFolder.Committed, "*.csv")) File.Copy(file, folder[Path.GetFileName(file)]);
        var nodes = File.ReadAllText(folder["graph_nodes.csv"]).Replace("fcn,quantize_earlyexit,cpu,7,", "fcn,quantize_earlyexit,cpu,113,", StringComparison.Ordinal);
        File.WriteAllText(folder["graph_nodes.csv"], nodes);
        File.AppendAllText(folder["accuracy.csv"], "resnext,partition,top1_pct,83.244,any,accuracy.csv\nresnext,partition,top5_pct,96.456,any,accuracy.csv\n");
        var (before, after) = (Committed.Value.Errata, PaperCheck.Run(Study.Open(folder.Path)).Errata);
        string[] mended = [.. before.Zip(after).Where(both => both.First.Verdict != both.Second.Verdict).Select(both => $"{both.Second.What}: {both.Second.VerdictInWords}")];
        Assert.Equal(["accuracies per subject and operator: agrees", "nodes of quantize_earlyexit: agrees"], mended);
    }

    /// <summary>Published headlines are those of PAPER.md, section 8, and medians of seconds come out of the raw file without our reader.</summary>
    [Fact]
    public void Headlines_AreThePapers_AndTheRawFiles()
    {
        var prose = File.ReadAllText(PaperFolder.Require("PAPER.md")).Split("\n## 8. ")[1].Split("\n## 9. ")[0].Replace(",", "", StringComparison.Ordinal);
        var printed = System.Text.RegularExpressions.Regex.Matches(prose, @"\d+(\.\d+)?").Select(match => double.Parse(match.Value, System.Globalization.CultureInfo.InvariantCulture)).ToHashSet();
        var groups = File.ReadLines(PaperFolder.Require("raw/latency_raw.csv")).Skip(1).Select(line => line.Split(','))
            .GroupBy(cells => $"{cells[0]} {cells[1]}:{cells[2]} median_s", cells => double.Parse(cells[3], System.Globalization.CultureInfo.InvariantCulture))
            .ToDictionary(group => group.Key, group => group.Order().ToArray() is var sorted ? (sorted[249] + sorted[250]) / 2 : 0);
        var headlines = WithRaw().Entries.Where(entry => entry.Where == "headline findings").ToArray();
        Assert.Equal(40, headlines.Length);
        foreach (var entry in headlines.Where(entry => double.TryParse(entry.Published, out _)))
        {
            Assert.Contains(double.Parse(entry.Published, System.Globalization.CultureInfo.InvariantCulture), printed);
            if (groups.TryGetValue(entry.What, out var median)) Close.Relative(median, double.Parse(entry.Recomputed, System.Globalization.CultureInfo.InvariantCulture), 1e-12, entry.What);
        }

        Assert.All(headlines, entry => Assert.Equal(PaperVerdict.Agrees, entry.Verdict));
    }

    // PAPER.md, section 5: resnet and resnext earlyexit, quantize_earlyexit and quantize_earlyexit_partition carry 16 to 17 digits.
    [Fact]
    public void TwoCampaigns_ShowInTheDigits()
    {
        var entry = WithRaw().Errata.Single(entry => entry.What == "digits of the raw latencies");
        var names = entry.Recomputed.Split(" only in ")[1].Split(", ").Order();
        Assert.Equal(from subject in new[] { "resnet", "resnext" }
                     from name in new[] { "earlyexit", "quantize_earlyexit", "quantize_earlyexit_partition" }
                     select $"{subject} {name}", names);
    }

    [Fact]
    public void ItsTables_HoldEveryEntry()
    {
        var check = Committed.Value;
        Assert.Equal(check.Entries.Count, check.ToDataFrame().Rows.Count);
        Assert.Equal(check.Changes.Count, check.ChangesTable().Rows.Count);
        Assert.Equal(check.Count(PaperVerdict.Agrees), check.SummaryTable()["agrees"].Cast<int>().Sum());
        Assert.Contains("cannot be checked", check.Render("text/html"), StringComparison.Ordinal);
    }
}
