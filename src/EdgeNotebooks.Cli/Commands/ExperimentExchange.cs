using System.CommandLine;
using System.Text.Json.Nodes;
using EdgeNotebooks.Analysis.Exchange;
using EdgeNotebooks.Cli.Terminal;
using EdgeNotebooks.Experiments;

namespace EdgeNotebooks.Cli.Commands;

/// <summary>The verbs of <c>edgenb experiment</c> by which results come in and go out.</summary>
internal static class ExperimentExchange
{
    private static readonly Option<bool> s_json = new("--json") { Description = "The result as one JSON document on stdout." };

    public static IReadOnlyList<Command> All() => [Import(), Export(), Replay(), Table(), Summary()];

    private static Command Import()
    {
        var file = new Argument<string>("file") { Description = "A CSV file with latency_s, loadgen's mlperf_log_trace.json, or perf_analyzer's profile export." };
        var output = new Option<string>("--out") { Required = true, Description = "A new folder, which then is as if it had been measured here; every row says that it was imported." };
        var format = new Option<string>("--format") { Description = "csv, loadgen or perf_analyzer.", DefaultValueFactory = _ => "csv" };
        var subject = new Option<string?>("--subject") { Description = "The model, where the file does not say." };
        var @operator = new Option<string?>("--operator") { Description = "What was done to it, where the file does not say; default identity." };
        var deployment = new Option<string?>("--deployment") { Description = "Where it ran, where the file does not say." };
        var command = new Command("import", "Takes over measurements of other programs.") { file, output, format, subject, @operator, deployment, s_json };
        command.SetAction(parsed =>
        {
            var measured = ResultImport.Import(parsed.GetValue(file)!, parsed.GetValue(output)!, new()
            {
                Format = parsed.GetValue(format)!,
                Subject = parsed.GetValue(subject),
                Operator = parsed.GetValue(@operator),
                Deployment = parsed.GetValue(deployment),
            });
            Console.WriteLine(parsed.GetValue(s_json) ? JsonText.Of(MeasurementsView.Json(measured)) : MeasurementsView.Text(measured));
        });
        return command;
    }

    private static Command Export()
    {
        var folder = new Argument<string>("folder") { Description = "A folder of measurements." };
        var output = new Option<string>("--out") { Required = true, Description = "The archive, a zip file." };
        var pages = new Option<string[]>("--pages") { Description = "Executed notebooks and pages to add: files, or folders of them.", AllowMultipleArgumentsPerToken = true };
        var command = new Command("export", "One archive of plan, hashes, journal, certificate, results and executed pages.") { folder, output, pages };
        command.SetAction(parsed => ExperimentArchive.Export(parsed.GetValue(folder)!, parsed.GetValue(output)!, [.. (parsed.GetValue(pages) ?? []).SelectMany(Pages)]));
        return command;
    }

    private static Command Replay()
    {
        var archive = new Argument<string>("archive") { Description = "What 'export' wrote." };
        var output = new Option<string?>("--out") { Description = "A new folder for the journal and what follows from it." };
        var command = new Command("replay", "Analyses an archive's journal again; exit status 1 where a result differs by a byte.") { archive, output, s_json };
        command.SetAction(parsed =>
        {
            var replay = ExperimentArchive.Replay(parsed.GetValue(archive)!, parsed.GetValue(output));
            if (parsed.GetValue(s_json))
            {
                var json = MeasurementsView.Json(replay.Measurements);
                json["files"] = new JsonArray([.. replay.Files.Select(file => new JsonObject { ["name"] = file.Name, ["same"] = file.IsSame })]);
                Console.WriteLine(JsonText.Of(json));
            }
            else Console.WriteLine(string.Join('\n', [MeasurementsView.Text(replay.Measurements), .. replay.Files.Select(file => $"{file.Name}: {(file.IsSame ? "the same bytes" : "DIFFERS")}")]));
            if (replay.IsSame) return 0;
            Failure.Line($"{string.Join(", ", replay.Files.Where(file => !file.IsSame).Select(file => file.Name))} came out differently: another version of this program made the archive; provenance.json in it says which");
            return Failure.WorkFailed;
        });
        return command;
    }

    private static Command Table()
    {
        var folder = new Argument<string>("folder") { Description = "A folder of measurements; it may be growing." };
        var output = new Option<string>("--out") { Required = true, Description = "A file: Parquet if it ends in .parquet, else CSV." };
        var command = new Command("table", "Writes the rows that a journal holds now as one table.") { folder, output };
        command.SetAction(parsed =>
        {
            Console.WriteLine(Experiment.WriteTable(parsed.GetValue(folder)!, parsed.GetValue(output)!));
        });
        return command;
    }

    private static Command Summary()
    {
        var files = new Argument<string[]>("file") { Arity = ArgumentArity.OneOrMore, Description = "Parquet files with the columns of measurements.csv, of any size." };
        var by = new Option<string[]>("--by") { Description = "Columns that make a group.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => ["subject", "operator", "deployment"] };
        var command = new Command("summary", "Counts and percentiles by group, without loading the tables (DuckDB).") { files, by, s_json };
        command.SetAction(parsed =>
        {
            var groups = parsed.GetValue(by)!;
            var rows = TableSummary.Of(parsed.GetValue(files)!, groups);
            Console.WriteLine(parsed.GetValue(s_json) ? JsonText.Of(new JsonArray([.. rows])) : TableSummary.Text(rows, groups));
        });
        return command;
    }

    private static IEnumerable<string> Pages(string path) => Directory.Exists(path)
        ? Directory.GetFiles(path).Where(file => Path.GetExtension(file) is ".html" or ".ipynb").Order(StringComparer.Ordinal)
        : [path];
}
