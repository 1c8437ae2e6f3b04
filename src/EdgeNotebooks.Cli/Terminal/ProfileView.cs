using System.Text.Json.Nodes;
using EdgeNotebooks.Display;
using EdgeNotebooks.WhatIf.Checking;
using EdgeNotebooks.WhatIf.Measured;
using EdgeNotebooks.WhatIf.Queueing;
using EdgeNotebooks.WhatIf.Searching;

namespace EdgeNotebooks.Cli.Terminal;

/// <summary>Answers from profiles and measurements, as text and as JSON.</summary>
internal static class ProfileView
{
    public static (IReadOnlyList<string> Warnings, string Text, JsonObject Json) Of(ProfileRecommendation answer) => (answer.Warnings, $"{answer}\n({answer.Search.Source})", new()
    {
        ["isClear"] = answer.IsClear,
        ["best"] = One(answer.Best, answer.Confidence),
        ["runnerUp"] = answer.RunnerUp is { } second ? One(second, answer.RunnerUpConfidence) : null,
        ["moreRequests"] = answer.More,
        ["extrapolated"] = answer.Search.Extrapolated.Count > 0,
        ["flipPoints"] = Flips(answer.Search),
        ["conclusions"] = Texts(answer.Conclusions),
        ["warnings"] = Texts(answer.Warnings),
        ["evidence"] = answer.Search.Source,
    });

    public static (IReadOnlyList<string> Warnings, string Text, JsonObject Json) Of(MeasuredRecommendation answer) => ([], $"{answer}\n({answer.Source})", new()
    {
        ["isClear"] = answer.IsClear,
        ["best"] = Group(answer.Best, answer.Confidence),
        ["runnerUp"] = answer.RunnerUp is { } second ? Group(second, answer.RunnerUpConfidence) : null,
        ["moreRequests"] = answer.More,
        ["conclusions"] = Texts(answer.Conclusions),
        ["evidence"] = answer.Source,
    });

    public static (IReadOnlyList<string> Warnings, string Text, JsonObject Json) Of(SearchResult result) =>
        ([.. result.Extrapolated.Select(reason => $"extrapolated: {reason}")], $"{DataFrameDisplay.ToText(result.ToDataFrame())}\n{result}\n({result.Source})", new()
        {
            ["considered"] = result.Considered,
            ["pruned"] = result.Pruned,
            ["rejected"] = result.Rejected,
            ["dominated"] = result.Dominated,
            ["front"] = new JsonArray([.. result.Front.Select(Option)]),
            ["flipPoints"] = Flips(result),
            ["extrapolated"] = Texts(result.Extrapolated),
            ["evidence"] = result.Source,
        });

    public static JsonObject Json(LoadResult result) => new()
    {
        ["rate"] = result.Rate,
        ["p50_s"] = result.P50.Seconds,
        ["p90_s"] = result.P90.Seconds,
        ["p99_s"] = result.P99.Seconds,
        ["p99_low_s"] = result.P99.Low,
        ["p99_high_s"] = result.P99.High,
        ["saturated"] = result.IsSaturated,
        ["utilisation"] = new JsonObject(result.Utilisation.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value))),
    };

    public static JsonObject Json(LabCheck check) => new()
    {
        ["points"] = new JsonArray([.. check.Points.Select(point => new JsonObject
        {
            ["deployment"] = point.Point.Deployment,
            ["label"] = point.Point.Label,
            ["encoding"] = point.Point.Encoding,
            ["session"] = point.Point.Session,
            ["shaper"] = point.Point.Conditions.LinksInWords,
            ["mobile_edge_mbps"] = point.Point.Conditions.MobileEdgeMbps,
            ["edge_cloud_mbps"] = point.Point.Conditions.EdgeCloudMbps,
            ["predicted_s"] = point.Predicted,
            ["measured_s"] = point.Measured,
            ["starts_s"] = Numbers(point.Restarts),
            ["error"] = point.Error,
            ["noise"] = JsonText.Number(point.Noise),
        })]),
        ["medianAbsError"] = check.MedianError,
        ["p90AbsError"] = check.P90Error,
        ["noise"] = JsonText.Number(check.Noise),
        ["quiet"] = JsonText.Number(check.Quiet),
        ["withinGoal"] = check.IsWithinGoal,
    };

    public static JsonObject Json(WinnerCheck check) => new()
    {
        ["points"] = new JsonArray([.. check.Points.Select(point => new JsonObject
        {
            ["conditions"] = point.Predicted.Point.Conditions.ToString(),
            ["session"] = point.Predicted.Point.Session,
            ["predicted"] = point.Predicted.Point.Deployment,
            ["confidence"] = point.Confidence,
            ["predictionClear"] = point.IsPredictionClear,
            ["measured"] = point.Measured.Point.Deployment,
            ["gapClear"] = point.IsGapClear,
            ["rivals"] = new JsonArray([.. point.Rivals.Select(rival => new JsonObject { ["deployment"] = rival.Point.Deployment, ["label"] = rival.Point.Label, ["predicted_s"] = rival.Predicted, ["measured_s"] = rival.Measured, ["starts_s"] = Numbers(rival.Restarts) })]),
        })]),
        ["clear"] = check.Clear,
        ["right"] = check.Right,
        ["undecided"] = check.Undecided,
        ["quiet"] = JsonText.Number(check.Quiet),
        ["withinGoal"] = check.IsWithinGoal,
    };

    public static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    private static JsonArray Numbers(IEnumerable<double> numbers) => new([.. numbers.Select(number => JsonValue.Create(number))]);

    private static JsonObject One(PredictedRequest prediction, double confidence)
    {
        var json = Option(prediction.Option);
        (json["low_s"], json["high_s"], json["p90_s"], json["p99_s"], json["confidence"]) = (prediction.Low, prediction.High, prediction.P90, prediction.P99, confidence);
        return json;
    }

    private static JsonObject Group(MeasuredGroup group, double confidence) => new()
    {
        ["deployment"] = group.Deployment,
        ["operator"] = group.Operator,
        ["latency_s"] = group.Median,
        ["accuracyLoss"] = group.AccuracyLoss,
        ["requests"] = group.Requests,
        ["confidence"] = confidence,
    };

    private static JsonObject Option(DeploymentOption option) => new()
    {
        ["deployment"] = option.Deployment.Name,
        ["operator"] = option.Operator,
        ["exit"] = option.Exit,
        ["cuts"] = Texts(option.Cuts),
        ["encoding"] = option.Encoding,
        ["latency_s"] = option.Seconds,
        ["accuracyLoss"] = option.AccuracyLoss,
        ["requestBytes"] = option.Bytes,
        ["mobile_s"] = option.MobileSeconds,
    };

    private static JsonArray Flips(SearchResult result) => new([.. result.FlipPoints.Select(flip => new JsonObject
    {
        ["along"] = flip.Along,
        ["value"] = flip.Value,
        ["below"] = flip.Below.ToString(),
        ["above"] = flip.Above.ToString(),
        ["latency_s"] = flip.Seconds,
    })]);
}
