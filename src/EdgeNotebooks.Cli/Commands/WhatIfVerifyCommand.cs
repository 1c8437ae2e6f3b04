using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using EdgeNotebooks.Analysis;
using EdgeNotebooks.Cli.Terminal;
using EdgeNotebooks.Display;
using EdgeNotebooks.WhatIf;
using EdgeNotebooks.WhatIf.Checking;
using EdgeNotebooks.WhatIf.Profiling;

namespace EdgeNotebooks.Cli.Commands;

/// <summary><c>edgenb whatif verify</c>: how good predictions are.</summary>
internal static class WhatIfVerifyCommand
{
    public static Command Create()
    {
        var profile = new Option<string?>("--profile") { Description = "Measures points in the lab that this profile predicts; without it the authors' bandwidth grid is replayed." };
        var winners = new Option<bool>("--winners") { Description = "Measures at each point the fastest way of every deployment, at other speeds of the tiers too, and counts how often the predicted winner wins." };
        var points = new Option<int?>("--points") { Description = "How many points, drawn evenly from deployments, cuts, encodings, shapers, sessions and rates; default 12, with --winners 30." };
        var restarts = new Option<int?>("--restarts") { Description = "Starts of the tiers; what they differ by is the noise. Default 2, with --winners 6, fewer of which leave no winner clear." };
        var runs = new Option<int>("--runs") { DefaultValueFactory = _ => 7, Description = "Timed requests for each point and start; more where they take less than half a second together, or a quarter with --winners." };
        var longest = new Option<double?>("--max-seconds") { Description = "Points that are predicted to take longer are drawn again; default 3, with --winners 1." };
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1, Description = "Draws the points." };
        var refit = new Option<string?>("--refit") { Description = "Writes the profile again with each tier's times scaled to fit the measured points." };
        var model = new Option<string?>("--model") { Description = "The ONNX file that was profiled; not needed for a subject." };
        var all = new Option<bool>("--all") { Description = "All 72 configurations of the authors' grid instead of the 16 on the cloud." };
        var cells = new Option<bool>("--cells") { Description = "Every left-out cell of it, predicted beside measured." };
        var json = new Option<bool>("--json") { Description = "One JSON document on stdout." };
        var command = new Command("verify", "Predicted beside measured: in the lab with a profile, else on the authors' grid with each interior rate left out in turn.") { profile, winners, points, restarts, runs, longest, seed, refit, model, all, cells, json };
        command.SetAction(async (parsed, cancel) =>
        {
            Option[] ofGrid = [all, cells], ofLab = [winners, points, restarts, runs, longest, seed, refit, model];
            if (parsed.GetValue(profile) is not { } path)
            {
                Refuse(parsed, ofLab, "it needs --profile; without one the authors' grid is replayed");
                Grid(parsed.GetValue(all), parsed.GetValue(cells), parsed.GetValue(json));
                return;
            }

            Refuse(parsed, ofGrid, "it is of the authors' grid, which is replayed without --profile");
            if (parsed.GetValue(winners)) Refuse(parsed, [refit], "a profile is fitted to points that are drawn without --winners");
            var settings = parsed.GetValue(winners) ? LabCheckSettings.OfWinners : new();
            settings = settings with
            {
                Points = parsed.GetValue(points) ?? settings.Points,
                Restarts = parsed.GetValue(restarts) ?? settings.Restarts,
                Runs = parsed.GetValue(runs),
                MaxSeconds = parsed.GetValue(longest) ?? settings.MaxSeconds,
                Seed = parsed.GetValue(seed),
            };
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
        });
        return command;
    }

    /// <summary>An option that would change nothing is not passed over in silence.</summary>
    private static void Refuse(ParseResult parsed, Option[] options, string why)
    {
        if (options.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } given) throw new ArgumentException($"{given.Name} does not apply: {why}");
    }

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
