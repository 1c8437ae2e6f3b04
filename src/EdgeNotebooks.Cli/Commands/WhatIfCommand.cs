using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using EdgeNotebooks.Analysis;
using EdgeNotebooks.Cli.Terminal;
using EdgeNotebooks.Display;
using EdgeNotebooks.Transport.Messages;
using EdgeNotebooks.WhatIf;
using EdgeNotebooks.WhatIf.Checking;
using EdgeNotebooks.WhatIf.Profiling;
using EdgeNotebooks.WhatIf.Queueing;
using EdgeNotebooks.WhatIf.Searching;

namespace EdgeNotebooks.Cli.Commands;

/// <summary><c>edgenb whatif</c>: what a profile predicts, and how good predictions are.</summary>
internal static class WhatIfCommand
{
    private static readonly Option<string> s_profile = new("--profile") { Required = true, Description = "A profile that 'edgenb profile' wrote." };
    private static readonly Option<string?> s_session = new("--session") { Description = "warm or cold, where the profile has both." };
    private static readonly Option<string[]> s_encoding = new("--encoding") { Description = "binary or paper; default both. Repeatable." };

    public static Command Create() => new("whatif", "What a profile, or the authors' data, predicts.") { Search(), Load(), Verify(), WhatIfPageCommand.Create() };

    private static Command Search()
    {
        var (options, json) = (new WhatIfOptions(), new Option<bool>("--json") { Description = "One JSON document on stdout." });
        var command = new Command("search", "Every cut, exit, precision, encoding and deployment of a profile: what nothing beats, and where the best changes.") { s_profile, s_session, s_encoding };
        options.AddTo(command);
        command.Options.Add(json);
        command.SetAction(parsed =>
        {
            var (warnings, text, document) = ProfileView.Of(Question(parsed, options).Search(options.Constraints(parsed)));
            foreach (var warning in warnings) Console.Error.WriteLine($"warning: {warning}");
            Console.Out.WriteLine(parsed.GetValue(json) ? JsonText.Of(document) : text);
        });
        return command;
    }

    private static Command Load()
    {
        var (options, json) = (new WhatIfOptions(), new Option<bool>("--json") { Description = "One JSON document on stdout." });
        var rates = new Option<double[]>("--rate") { Required = true, AllowMultipleArgumentsPerToken = true, Description = "Requests per second. Repeatable." };
        var deployment = new Option<string?>("--deployment") { Description = "The fastest on these tiers; default the fastest of all." };
        var requests = new Option<int>("--requests") { DefaultValueFactory = _ => 20_000, Description = "Simulated requests." };
        var concurrency = new Option<int>("--concurrency") { DefaultValueFactory = _ => 1, Description = "Requests that a tier works on at the same time." };
        var regular = new Option<bool>("--regular") { Description = "Requests come at equal distances instead of at random." };
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1, Description = "The same seed gives the same answer." };
        var command = new Command("load", "Latency percentiles of a deployment under load, by simulation of queues at tiers and links.") { s_profile, s_session, s_encoding, rates, deployment, requests, concurrency, regular, seed };
        options.AddTo(command);
        command.Options.Add(json);
        command.SetAction(parsed =>
        {
            var question = Question(parsed, options);
            var rivals = question.Search(options.Constraints(parsed)).Rivals;
            var tiers = parsed.GetValue(deployment) is { } name ? Tiers.Deployment.Parse(name) : rivals[0].Deployment;
            var option = rivals.FirstOrDefault(rival => rival.Deployment == tiers) ?? throw new ArgumentException($"no deployment on '{tiers}' keeps to the constraints; there are {string.Join(", ", rivals.Select(rival => rival.Deployment.Name).Distinct())}");
            var settings = new LoadSettings { Requests = parsed.GetValue(requests), Concurrency = parsed.GetValue(concurrency), Regular = parsed.GetValue(regular), Seed = parsed.GetValue(seed) };
            var results = parsed.GetValue(rates)!.Select(rate => question.Load(option, rate, settings)).ToArray();
            if (parsed.GetValue(json)) Console.Out.WriteLine(JsonText.Of(new JsonArray([.. results.Select(ProfileView.Json)])));
            else Console.Out.WriteLine($"{option} when alone\n{string.Join('\n', results.Select(result => result.ToString()))}");
        });
        return command;
    }

    private static Command Verify()
    {
        var profile = new Option<string?>("--profile") { Description = "Measures points in the lab that this profile predicts; without it the authors' bandwidth grid is replayed." };
        var winners = new Option<bool>("--winners") { Description = "Measures at each point the fastest way of every deployment, at other speeds of the tiers too, and counts how often the predicted winner wins." };
        var points = new Option<int?>("--points") { Description = "How many points, drawn evenly from deployments, cuts, encodings, shapers, sessions and rates; default 12, with --winners 30." };
        var restarts = new Option<int?>("--restarts") { Description = "Starts of the tiers; what they differ by is the noise. Default 2, with --winners 6, fewer of which leave no winner clear." };
        var runs = new Option<int>("--runs") { DefaultValueFactory = _ => 7, Description = "Timed requests for each point and start." };
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1, Description = "Draws the points." };
        var refit = new Option<string?>("--refit") { Description = "Writes the profile again with each tier's times scaled to fit the measured points." };
        var model = new Option<string?>("--model") { Description = "The ONNX file that was profiled; not needed for a subject." };
        var all = new Option<bool>("--all") { Description = "All 72 configurations of the authors' grid instead of the 16 on the cloud." };
        var cells = new Option<bool>("--cells") { Description = "Every left-out cell of it, predicted beside measured." };
        var json = new Option<bool>("--json") { Description = "One JSON document on stdout." };
        var command = new Command("verify", "Predicted beside measured: in the lab with a profile, else on the authors' grid with each interior rate left out in turn.") { profile, winners, points, restarts, runs, seed, refit, model, all, cells, json };
        command.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetValue(profile) is not { } path) Grid(parsed.GetValue(all), parsed.GetValue(cells), parsed.GetValue(json));
            else
            {
                var settings = parsed.GetValue(winners) ? LabCheckSettings.OfWinners : new();
                settings = settings with { Points = parsed.GetValue(points) ?? settings.Points, Restarts = parsed.GetValue(restarts) ?? settings.Restarts, Runs = parsed.GetValue(runs), Seed = parsed.GetValue(seed) };
                var known = DeploymentProfile.Load(path);
                var subject = LabCheck.ModelOf(known, parsed.GetValue(model));
                if (parsed.GetValue(winners))
                {
                    var winner = await WinnerCheck.MeasureAsync(known, subject, settings, cancel).ConfigureAwait(false);
                    Console.Out.WriteLine(parsed.GetValue(json) ? JsonText.Of(ProfileView.Json(winner)) : $"{DataFrameDisplay.ToText(winner.ToDataFrame())}\n{winner}");
                    return;
                }

                var check = await LabCheck.MeasureAsync(known, subject, settings, cancel).ConfigureAwait(false);
                Console.Out.WriteLine(parsed.GetValue(json) ? JsonText.Of(ProfileView.Json(check)) : $"{DataFrameDisplay.ToText(check.ToDataFrame())}\n{check}");
                if (parsed.GetValue(refit) is { } file) check.Refit().Save(file);
            }
        });
        return command;
    }

    private static DeploymentQuestion Question(ParseResult parsed, WhatIfOptions options)
    {
        var question = DeploymentProfile.Load(parsed.GetValue(s_profile)!).At(options.Conditions(parsed), parsed.GetValue(s_session));
        var encodings = parsed.GetValue(s_encoding) ?? [];
        return encodings.Length == 0 ? question : question.With([.. encodings.Select(Encoding).Distinct()]);
    }

    private static WireEncoding Encoding(string name) => name switch
    {
        "binary" => WireEncoding.Binary,
        "paper" => WireEncoding.Paper,
        _ => throw new ArgumentException($"--encoding '{name}' is unknown; there are binary and paper"),
    };

    private static void Grid(bool all, bool cells, bool json)
    {
        var check = GridCheck.Of(WhatIfProfile.Of(Study.Open(), resamples: 20));
        if (!all) check = check.On("cloud");
        if (json) Console.Out.WriteLine(JsonText.Of(Json(check)));
        else if (cells) foreach (var cell in check.Series.SelectMany(one => one.Cells)) Console.Out.WriteLine(Line(cell));
        else Console.Out.WriteLine($"{DataFrameDisplay.ToText(check.ToDataFrame())}\n{check} ({check.Source})");
    }

    private static string Line(PredictedCell cell) => string.Create(CultureInfo.InvariantCulture,
        $"{cell.Configuration} without {cell.LeftOut}, at {cell.MobileEdgeMbps} / {cell.EdgeCloudMbps} Mbit/s: predicted {cell.Predicted:0.00} s, measured {cell.Measured:0.00} s");

    private static JsonArray Json(GridCheck check) => new([.. check.Series.Select(one => new JsonObject
    {
        ["subject"] = one.Configuration.Subject,
        ["operator"] = one.Configuration.Operator,
        ["deployment"] = one.Configuration.Deployment,
        ["burstLogRmse"] = one.BurstLogRmse,
        ["steadyLogRmse"] = one.SteadyLogRmse,
        ["leftOutWorstLogRmse"] = one.WorstLogRmse,
        ["leftOutWorstAt"] = one.WorstRate,
        ["goal"] = one.Goal,
    })]);
}
