using System.CommandLine;
using System.Text.Json.Nodes;
using EdgeNotebooks.Analysis;
using EdgeNotebooks.Cli.Terminal;
using EdgeNotebooks.WhatIf;

namespace EdgeNotebooks.Cli.Commands;

/// <summary><c>edgenb recommend</c>: which configuration serves a subject fastest, and how sure that is.</summary>
internal static class RecommendCommand
{
    public static Command Create()
    {
        var subject = new Option<string>("--subject") { Required = true, Description = "resnet, resnext, fcn or duc." };
        var options = new WhatIfOptions();
        var json = new Option<bool>("--json") { Description = "One JSON document on stdout." };
        var command = new Command("recommend", "Which operator on which tiers serves a subject fastest, with its confidence, from the authors' data.") { subject };
        options.AddTo(command);
        command.Options.Add(json);
        command.SetAction(parsed =>
        {
            var (conditions, wishes) = (options.Conditions(parsed), options.Wishes(parsed));
            var profile = WhatIfProfile.Of(Study.Open(), parsed.GetValue(subject));
            var answer = profile.Recommend(parsed.GetValue(subject)!, conditions, wishes);
            foreach (var warning in answer.Warnings) Console.Error.WriteLine($"warning: {warning}");
            Console.Out.WriteLine(parsed.GetValue(json) ? JsonText.Of(Json(answer)) : $"{answer}\n({answer.Evidence})");
        });
        return command;
    }

    private static JsonObject Json(Recommendation answer) => new()
    {
        ["subject"] = answer.Best.Candidate.Configuration.Subject,
        ["isClear"] = answer.IsClear,
        ["best"] = One(answer.Best, answer.Confidence),
        ["runnerUp"] = answer.RunnerUp is { } second ? One(second, answer.RunnerUpConfidence) : null,
        ["mobileEdgeMbps"] = answer.Conditions.MobileEdgeMbps,
        ["edgeCloudMbps"] = answer.Conditions.EdgeCloudMbps,
        ["shaper"] = answer.Conditions.LinksInWords,
        ["extrapolated"] = answer.Conditions.IsExtrapolated,
        ["flipPoints"] = new JsonArray([.. answer.FlipPoints.Select(flip => new JsonObject
        {
            ["along"] = flip.Along == Quantity.MobileEdgeMbps ? "mobile_edge_mbps" : "edge_cloud_mbps",
            ["value"] = flip.Value,
            ["below"] = flip.Below.Place,
            ["above"] = flip.Above.Place,
        })]),
        ["conclusions"] = Texts(answer.Conclusions),
        ["warnings"] = Texts(answer.Warnings),
        ["evidence"] = answer.Evidence,
    };

    private static JsonObject One(Prediction prediction, double confidence) => new()
    {
        ["deployment"] = prediction.Candidate.Configuration.Deployment,
        ["operator"] = prediction.Candidate.Configuration.Operator,
        ["latency_s"] = prediction.Median,
        ["low_s"] = prediction.Low,
        ["high_s"] = prediction.High,
        ["accuracyLoss"] = prediction.Candidate.AccuracyLoss,
        ["confidence"] = confidence,
    };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
