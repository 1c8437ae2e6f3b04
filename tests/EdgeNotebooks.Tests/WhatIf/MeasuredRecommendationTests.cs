using System.Globalization;
using EdgeNotebooks.Analysis;
using EdgeNotebooks.Experiments.Recording;
using EdgeNotebooks.WhatIf;
using EdgeNotebooks.WhatIf.Measured;

namespace EdgeNotebooks.Tests.WhatIf;

public sealed class MeasuredRecommendationTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void SwappingTheDataOfTwoDeployments_SwapsTheRecommendation()
    {
        var (fast, slow) = (Latencies(0.100, 1), Latencies(0.115, 2));
        var answer = MeasuredRecommendation.Of(File(("mobile", slow), ("edge", fast), ("cloud", Latencies(0.2, 3))));
        var swapped = MeasuredRecommendation.Of(File(("mobile", fast), ("edge", slow), ("cloud", Latencies(0.2, 3))));
        Assert.Equal(("edge", "mobile"), (answer.Best.Deployment, answer.RunnerUp!.Deployment));
        Assert.Equal(("mobile", "edge"), (swapped.Best.Deployment, swapped.RunnerUp!.Deployment));
        Assert.True(answer.IsClear && swapped.IsClear);
        Assert.Matches("run identity on edge: .*best in [0-9]+ % of the resamples", answer.ToString());
    }

    [Fact]
    public void TheOrderOfTheRows_DoesNotMatter()
    {
        var (one, other) = (Latencies(0.100, 1), Latencies(0.101, 2));
        Assert.Equal(MeasuredRecommendation.Of(File(("mobile", one), ("edge", other))).Confidence, MeasuredRecommendation.Of(File(("edge", other), ("mobile", one))).Confidence);
    }

    [Fact]
    public void TooCloseToTell_SaysHowManyMoreWould()
    {
        var answer = MeasuredRecommendation.Of(File(("mobile", Latencies(0.1000, 1)), ("edge", Latencies(0.1008, 2))));
        Assert.False(answer.IsClear);
        Assert.Matches("no clear winner between .*(more requests of each would tell|would not tell either)", answer.ToString());
    }

    [Fact]
    public void RowsUnderDifferentConditions_AreNotMixed()
    {
        var path = _folder["mixed.csv"];
        System.IO.File.WriteAllText(path, "subject,operator,deployment,session,latency_s,kept\na,identity,mobile,warm,0.1,true\na,identity,mobile,cold,0.3,true\na,identity,edge,cold,0.2,true\na,identity,edge,cold,9,false\n");
        Assert.Contains("several values of session (warm, cold)", Assert.Throws<InvalidTableException>(() => MeasuredRecommendation.Of(path)).Message);
        Assert.Equal(0.2, MeasuredRecommendation.Of(path, new("a") { Session = "cold" }).Best.Median);
        Assert.Contains("no row has subject=b; the column holds a", Assert.Throws<InvalidTableException>(() => MeasuredRecommendation.Of(path, new("b"))).Message);
    }

    [Fact]
    public void Wishes_LeaveOutWhatDoesNotKeepToThem()
    {
        var path = File(("mobile", Latencies(0.2, 1)), ("edge", Latencies(0.1, 2)), ("mobile_cloud", Latencies(0.15, 3)));
        Assert.Equal("edge", MeasuredRecommendation.Of(path).Best.Deployment);
        Assert.Equal("mobile_cloud", MeasuredRecommendation.Of(path, wishes: new() { PictureStaysOnMobile = true }).Best.Deployment);
        var alone = MeasuredRecommendation.Of(path, wishes: new() { Unavailable = ["edge", "cloud"] });
        Assert.Equal("mobile", Assert.Single(alone.Groups).Deployment);
        Assert.EndsWith("of these what keeps to: edge not available, cloud not available", alone.Source, StringComparison.Ordinal);
        var none = Assert.Throws<ContradictionException>(() => MeasuredRecommendation.Of(path, wishes: new() { PictureStaysOnMobile = true, Unavailable = ["mobile"] }));
        Assert.Equal(2, none.Wishes.Count);
        Assert.Contains("no accuracies were measured", Assert.Throws<ArgumentException>(() => MeasuredRecommendation.Of(path, wishes: new() { MaxAccuracyLoss = 1 })).Message, StringComparison.Ordinal);
    }

    // quantize is fastest and loses 3 points; a partition loses what its whole does.
    [Theory]
    [InlineData(null, "quantize")]
    [InlineData(3.0, "quantize")]
    [InlineData(2.9, "earlyexit_partition")]
    [InlineData(0.5, "identity")]
    public void AccuracyThatMayBeLost_GoesByWhatTheExperimentMeasured(double? most, string best)
    {
        using (var journal = Journal.Open(_folder.Path))
        {
            journal.Add(new HeaderEntry(Journal.Format, "conditions", Rehearsal: false));
            foreach (var (name, top1) in new[] { ("identity", 80.0), ("quantize", 77.0), ("earlyexit", 79.0) })
                journal.Add(new AccuracyEntry("s", name, 100, new Dictionary<string, double> { ["top1_pct"] = top1, ["top5_pct"] = 99 }));
        }

        System.IO.File.WriteAllText(_folder[MeasurementFile.FileName], "subject,operator,deployment,restart,latency_s,kept\n" + string.Concat(
            new[] { ("identity", 0.3), ("quantize", 0.1), ("earlyexit_partition", 0.2) }.SelectMany(one => Latencies(one.Item2, 1).SelectMany((restart, i) => restart.Select(seconds =>
                string.Create(CultureInfo.InvariantCulture, $"s,{one.Item1},mobile_edge,{i},{seconds},true\n"))))));
        var answer = MeasuredRecommendation.Of(_folder.Path, wishes: new() { MaxAccuracyLoss = most });
        Assert.Equal(best, answer.Best.Operator);
        Assert.All(answer.Groups, group => Assert.Equal(group.Operator switch { "identity" => 0, "quantize" => 3, _ => 1 }, group.AccuracyLoss));
    }

    private string File(params (string Deployment, double[][] Restarts)[] groups)
    {
        var path = _folder[$"{Guid.NewGuid():N}.csv"];
        var rows = groups.SelectMany(group => group.Restarts.SelectMany((restart, i) => restart.Select(seconds => string.Create(CultureInfo.InvariantCulture, $"s,identity,{group.Deployment},{i},{seconds},true"))));
        System.IO.File.WriteAllText(path, "subject,operator,deployment,restart,latency_s,kept\n" + string.Join('\n', rows) + "\n");
        return path;
    }

    /// <summary>Three starts of eight requests, a few percent apart.</summary>
    private static double[][] Latencies(double centre, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 3).Select(_ => random.NextDouble() * 0.004 - 0.002).Select(start => Enumerable.Range(0, 8).Select(_ => centre + start + random.NextDouble() * 0.01 - 0.005).ToArray())];
    }
}
