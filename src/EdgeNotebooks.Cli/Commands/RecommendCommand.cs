using System.CommandLine;
using System.Text.Json.Nodes;
using EdgeNotebooks.Cli.Terminal;
using EdgeNotebooks.WhatIf;
using EdgeNotebooks.WhatIf.Measured;
using EdgeNotebooks.WhatIf.Profiling;

namespace EdgeNotebooks.Cli.Commands;

/// <summary><c>edgenb recommend</c>: which configuration serves a subject fastest, and how sure that is.</summary>
internal static class RecommendCommand
{
    public static Command Create()
    {
        var subject = new Option<string?>("--subject") { Description = "resnet, resnext, fcn or duc from the authors' data; with --measurements the subject in the file." };
        var file = new Option<string?>("--profile") { Description = "A profile that 'edgenb profile' wrote, instead of the authors' data." };
        var measurements = new Option<string?>("--measurements") { Description = "A measurements.csv, or the folder of an experiment: what was measured decides, nothing is predicted." };
        var session = new Option<string?>("--session") { Description = "warm or cold, where the profile has both or measurements differ." };
        var encoding = new Option<string?>("--encoding") { Description = "binary or paper, where measurements differ." };
        var both = new Option<bool>("--with-study") { Description = "With --profile or --measurements of a subject: also what the authors' data say, and whether both agree." };
        var options = new WhatIfOptions();
        var json = new Option<bool>("--json") { Description = "One JSON document on stdout." };
        var command = new Command("recommend", "Which operator on which tiers answers fastest, with its confidence: from the authors' data, a profile, or your measurements.") { subject, file, measurements, both, session, encoding };
        options.AddTo(command);
        command.Options.Add(json);
        command.SetAction(parsed =>
        {
            var (path, csv, name) = (parsed.GetValue(file), parsed.GetValue(measurements), parsed.GetValue(subject));
            if (path is not null && csv is not null) throw new ArgumentException("--profile and --measurements exclude each other: the one predicts, the other compares what was measured; drop one");
            if (path is not null)
            {
                var profile = DeploymentProfile.Load(path);
                var answer = profile.At(options.Conditions(parsed), parsed.GetValue(session)).Recommend(options.Constraints(parsed));
                Show(parsed.GetValue(json), ProfileView.Of(answer), Beside(profile.Subject ?? name, (answer.Best.Option.Deployment.Name, answer.Best.Option.Operator, answer.IsClear)));
            }
            else if (csv is not null)
            {
                var answer = MeasuredRecommendation.Of(csv, Filter(parsed, options, new(name) { Session = parsed.GetValue(session), Encoding = parsed.GetValue(encoding) }), options.Wishes(parsed));
                Show(parsed.GetValue(json), ProfileView.Of(answer), Beside(name, (answer.Best.Deployment, answer.Best.Operator, answer.IsClear)));
            }
            else Study(parsed.GetValue(json), name ?? throw new ArgumentException("say --subject S for the authors' data, --profile P.json, or --measurements FILE.csv"), options, parsed);

            BesideStudy? Beside(string? subject, (string Deployment, string Operator, bool IsClear) own) => !parsed.GetValue(both) ? null
                : BesideStudy.Of(subject ?? throw new ArgumentException("--with-study needs to know which subject of the study the model stands for; say --subject S"), own, options.Conditions(parsed), options.Wishes(parsed));
        });
        return command;
    }

    /// <summary>Rates and shaper choose among the measured conditions only where they are given.</summary>
    private static MeasuredFilter Filter(ParseResult parsed, WhatIfOptions options, MeasuredFilter filter)
    {
        var at = options.Conditions(parsed);
        if (at.DelayMs != 0 || (at.MobileSpeed, at.EdgeSpeed, at.CloudSpeed) != (1, 1, 1))
            throw new ArgumentException("--delay-ms and the speeds are predicted, and with --measurements nothing is; add them to the plan, or use --profile P.json");
        return filter with
        {
            MobileEdgeMbps = WhatIfOptions.IsGiven(parsed, "--mobile-edge-mbps") ? at.MobileEdgeMbps : null,
            EdgeCloudMbps = WhatIfOptions.IsGiven(parsed, "--edge-cloud-mbps") ? at.EdgeCloudMbps : null,
            Shaper = WhatIfOptions.IsGiven(parsed, "--shaper") ? at.LinksInWords : null,
        };
    }

    private static void Study(bool json, string subject, WhatIfOptions options, ParseResult parsed)
    {
        var (conditions, wishes) = (options.Conditions(parsed), options.Wishes(parsed));
        var answer = WhatIfProfile.Of(EdgeNotebooks.Analysis.Study.Open(), subject).Recommend(subject, conditions, wishes);
        Show(json, (answer.Warnings, $"{answer}\n({answer.Evidence})", Json(answer)));
    }

    private static void Show(bool json, (IReadOnlyList<string> Warnings, string Text, JsonObject Json) answer, BesideStudy? beside = null)
    {
        foreach (var warning in answer.Warnings.Concat(beside?.Study.Warnings ?? [])) Console.Error.WriteLine($"warning: {warning}");
        if (beside is not null) answer.Json["study"] = new JsonObject { ["agree"] = beside.Agree, ["conclusion"] = beside.Conclusion, ["answer"] = Json(beside.Study) };
        Console.Out.WriteLine(json ? JsonText.Of(answer.Json) : beside is null ? answer.Text : $"{answer.Text}\n{beside}\n({beside.Study.Evidence})");
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
        ["conclusions"] = ProfileView.Texts(answer.Conclusions),
        ["warnings"] = ProfileView.Texts(answer.Warnings),
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
}
