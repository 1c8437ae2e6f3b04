using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using EdgeNotebooks.Analysis;
using EdgeNotebooks.Cli.Terminal;
using EdgeNotebooks.Display;
using EdgeNotebooks.WhatIf;

namespace EdgeNotebooks.Cli.Commands;

/// <summary><c>edgenb whatif verify</c>, how good the predictions are, and <c>whatif page</c>.</summary>
internal static class WhatIfCommand
{
    public static Command Create() => new("whatif", "Predicted latencies from the authors' data.") { Verify(), WhatIfPageCommand.Create() };

    private static Command Verify()
    {
        var all = new Option<bool>("--all") { Description = "All 72 configurations instead of the 16 on the cloud." };
        var cells = new Option<bool>("--cells") { Description = "Every left-out cell, predicted beside measured." };
        var json = new Option<bool>("--json") { Description = "One JSON document on stdout: an array with one object per configuration." };
        var command = new Command("verify", "Leaves each interior rate of each link out in turn and predicts it; the steady model's misfit beside.") { all, cells, json };
        command.SetAction(parsed =>
        {
            var check = GridCheck.Of(WhatIfProfile.Of(Study.Open(), resamples: 20));
            if (!parsed.GetValue(all)) check = check.On("cloud");
            if (parsed.GetValue(json)) Console.Out.WriteLine(JsonText.Of(Json(check)));
            else if (parsed.GetValue(cells)) foreach (var cell in check.Series.SelectMany(one => one.Cells)) Console.Out.WriteLine(Line(cell));
            else Console.Out.WriteLine($"{DataFrameDisplay.ToText(check.ToDataFrame())}\n{check} ({check.Source})");
        });
        return command;
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
