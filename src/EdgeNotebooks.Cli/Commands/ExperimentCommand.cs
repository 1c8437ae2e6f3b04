using System.CommandLine;
using EdgeNotebooks.Cli.Terminal;
using EdgeNotebooks.Experiments;
using EdgeNotebooks.Experiments.Planning;

namespace EdgeNotebooks.Cli.Commands;

/// <summary><c>edgenb experiment</c>: plans that are run, gone on with, and joined.</summary>
internal static class ExperimentCommand
{
    private static readonly Option<bool> s_json = new("--json") { Description = "The result as one JSON document on stdout." };
    private static readonly Option<string> s_shard = new("--shard") { Description = "I/N: only this part of the plan, for one of N machines.", DefaultValueFactory = _ => "1/1" };

    public static Command Create()
    {
        var command = new Command("experiment", "Measures what a plan says, and never loses or repeats a measurement.") { PlanCommand(), RunCommand(), MergeCommand() };
        foreach (var verb in ExperimentExchange.All()) command.Add(verb);
        return command;
    }

    private static Command PlanCommand()
    {
        var plan = new Argument<string?>("plan") { Arity = ArgumentArity.ZeroOrOne, Description = "A preset (quick, fair, paper) or a JSON file." };
        var schema = new Option<bool>("--schema") { Description = "Prints the JSON schema of plan files instead." };
        var command = new Command("plan", "What a plan will measure, how many requests that takes, and about how long.") { plan, s_shard, schema, s_json };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(schema)) Console.WriteLine(JsonText.Of(PlanSchema.Document()));
            else
            {
                var name = parsed.GetValue(plan) ?? throw new InvalidPlanException("which plan? Name a preset (quick, fair, paper) or a JSON file");
                var outline = PlanOutline.Of(PlanJson.Open(name), parsed.GetValue(s_shard)!);
                Console.WriteLine(parsed.GetValue(s_json) ? JsonText.Of(outline.ToJson()) : outline.ToString());
            }
        });
        return command;
    }

    private static Command RunCommand()
    {
        var plan = new Argument<string>("plan") { Description = "A preset (quick, fair, paper) or a JSON file." };
        var output = new Option<string>("--out") { Required = true, Description = "Folder of journal and results; what it holds already is not measured again." };
        var extend = new Option<bool>("--extend") { Description = "Adds to a folder that holds other plans under the same conditions." };
        var rehearse = new Option<bool>("--rehearse") { Description = "Goes through the plan without measuring: latencies are drawn, and each row says so." };
        var parquet = new Option<string?>("--parquet") { Description = "Writes all rows of the folder as Parquet to this file, too." };
        var command = new Command("run", "Runs a plan, or goes on with it.") { plan, output, s_shard, extend, rehearse, parquet, s_json };
        command.SetAction(async (parsed, cancel) =>
        {
            var options = new ExperimentOptions { SharedFolder = parsed.GetValue(extend), Shard = parsed.GetValue(s_shard)!, Rehearsal = parsed.GetValue(rehearse) };
            var measured = await Experiment.RunAsync(PlanJson.Open(parsed.GetValue(plan)!), parsed.GetValue(output)!, options, cancel).ConfigureAwait(false);
            if (parsed.GetValue(parquet) is { } file) measured.ToParquet(file);
            Console.WriteLine(parsed.GetValue(s_json) ? JsonText.Of(MeasurementsView.Json(measured)) : MeasurementsView.Text(measured));
            if (measured.Failures.Count == 0) return 0;
            Failure.Line($"{measured.Failures.Count} configurations could not be measured, the first: {measured.Failures[0]}; start again to try them once more");
            return Failure.WorkFailed;
        });
        return command;
    }

    private static Command MergeCommand()
    {
        var folders = new Argument<string[]>("folder") { Arity = ArgumentArity.OneOrMore, Description = "Folders of the shards." };
        var output = new Option<string>("--out") { Required = true, Description = "A new folder for all of them together." };
        var command = new Command("merge", "Joins the shards of a plan; refuses what does not belong together.") { folders, output, s_json };
        command.SetAction(parsed =>
        {
            var merged = Merging.Merge(parsed.GetValue(folders)!, parsed.GetValue(output)!);
            Console.WriteLine(parsed.GetValue(s_json) ? JsonText.Of(MeasurementsView.Json(merged)) : MeasurementsView.Text(merged));
        });
        return command;
    }
}
