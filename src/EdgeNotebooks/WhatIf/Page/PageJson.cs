using System.Text.Json.Nodes;
using EdgeNotebooks.Charts;

namespace EdgeNotebooks.WhatIf.Page;

/// <summary>A page's data as JSON, every number so that reading it gives the same number back.</summary>
internal static class PageJson
{
    private static readonly string[] s_tiers = ["mobile", "edge", "cloud", "mobile_edge", "edge_cloud", "mobile_cloud"];

    public static JsonObject Of(WhatIfPage page) => new()
    {
        ["measurements"] = page.Source.Measurements,
        ["assumptions"] = Array(page.Source.Assumptions, text => text),
        ["slowestMbps"] = page.Source.SlowestMbps,
        ["fastestMbps"] = page.Source.FastestMbps,
        ["colors"] = new JsonObject(s_tiers.Select(tier => KeyValuePair.Create(tier, (JsonNode?)Palette.Of(tier)))),
        ["start"] = Start(page),
        ["subjects"] = Array(page.Source.Subjects, Subject),
    };

    private static JsonObject Start(WhatIfPage page) => new()
    {
        ["subject"] = page.Subject,
        ["near"] = page.Conditions.MobileEdgeMbps,
        ["far"] = page.Conditions.EdgeCloudMbps,
        ["mobile"] = page.Conditions.MobileSpeed,
        ["edge"] = page.Conditions.EdgeSpeed,
        ["cloud"] = page.Conditions.CloudSpeed,
        ["delay"] = page.Conditions.DelayMs,
        ["links"] = page.Conditions.LinksInWords,
        ["loss"] = page.Wishes.MaxAccuracyLoss,
        ["stays"] = page.Wishes.PictureStaysOnMobile,
        ["without"] = Array(page.Wishes.Unavailable, tier => tier),
    };

    private static JsonObject Subject(PageSubject subject) => new()
    {
        ["name"] = subject.Name,
        ["accuracyName"] = subject.AccuracyName,
        ["candidates"] = Array(subject.Candidates, Candidate),
    };

    private static JsonObject Candidate(PageCandidate candidate) => new()
    {
        ["deployment"] = candidate.Deployment,
        ["operator"] = candidate.Operator,
        ["label"] = candidate.Label,
        ["accuracy"] = candidate.AccuracyPercent,
        ["loss"] = candidate.AccuracyLoss,
        ["times"] = Array(candidate.Times.Numbers, number => number),
        ["resamples"] = Columns([.. candidate.Resamples.Select(drawn => (double[])[.. drawn.Times.Numbers, drawn.Misfit])]),
    };

    /// <summary>
    /// Nine columns, the eight of <see cref="PageTimes"/> and the misfit: a number where all rows agree, <c>[earlier column, factor]</c>
    /// under <c>like</c> where one is a multiple of another, else one number per row.
    /// </summary>
    private static JsonObject Columns(double[][] rows)
    {
        var columns = Enumerable.Range(0, 9).Select(column => rows.Select(row => row[column]).ToArray()).ToArray();
        return new() { ["count"] = rows.Length, ["columns"] = rows.Length == 0 ? [] : Array(Enumerable.Range(0, 9), column => Column(columns, column)) };
    }

    private static JsonNode Column(double[][] columns, int which)
    {
        var own = columns[which];
        if (own.All(value => value == own[0])) return own[0];
        for (var earlier = 0; earlier < which; earlier++)
        {
            var factor = own[0] / columns[earlier][0];
            if (own.Zip(columns[earlier]).All(pair => Math.Abs(pair.First - factor * pair.Second) <= 1e-14 * Math.Abs(pair.First)))
                return new JsonObject { ["like"] = Array<double>([earlier, factor], number => number) };
        }

        return Array(own, number => number);
    }

    private static JsonArray Array<T>(IEnumerable<T> values, Func<T, JsonNode?> of) => [.. values.Select(of)];
}
