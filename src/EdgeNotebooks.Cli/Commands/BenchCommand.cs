using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using EdgeNotebooks.Cli.Terminal;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Operators.Verification;
using EdgeNotebooks.Statistics;
using EdgeNotebooks.Subjects;

namespace EdgeNotebooks.Cli.Commands;

/// <summary><c>edgenb bench</c>: the latency of a model, or of a chain of them, on random inputs.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var models = new Argument<string[]>("model") { Arity = ArgumentArity.OneOrMore, Description = "An ONNX file; several are one chain." };
        var runs = new Option<int>("--runs") { Description = "Timed runs.", DefaultValueFactory = _ => 50 };
        var warmup = new Option<int>("--warmup") { Description = "Runs before them that do not count.", DefaultValueFactory = _ => 10 };
        var threads = new Option<int>("--threads") { Description = "Threads inside one operator.", DefaultValueFactory = _ => 1 };
        var shapes = new Option<string[]>("--input-shape") { Description = ModelFiles.ShapeHelp };
        var json = new Option<bool>("--json") { Description = "One JSON document on stdout." };
        var command = new Command("bench", "Latency in seconds on random inputs, after a warm-up.") { models, runs, warmup, threads, shapes, json };
        command.SetAction((parsed, cancel) =>
        {
            var (count, before) = (parsed.GetValue(runs), parsed.GetValue(warmup));
            if (count < 1) throw new ArgumentException(FormattableString.Invariant($"--runs is {count}; at least 1 is needed"));
            if (before < 0) throw new ArgumentException(FormattableString.Invariant($"--warmup is {before}; it cannot be negative"));
            var start = Stopwatch.GetTimestamp();
            using var chain = ModelFiles.Chain(parsed.GetValue(models)!, parsed.GetValue(threads));
            var sessionStart = Stopwatch.GetElapsedTime(start).TotalSeconds;
            var sample = chain.Measure(RandomInputs.Of(chain.InputTypes, inputShapes: ModelFiles.Shapes(parsed.GetValue(shapes))), count, before, cancel);
            using var process = Process.GetCurrentProcess();
            var values = sample.AsList();
            var mean = values.Average();
            var report = new JsonObject
            {
                ["p50"] = Quantile.Of(sample, 0.5),
                ["p90"] = Quantile.Of(sample, 0.9),
                ["p99"] = Quantile.Of(sample, 0.99),
                ["mean"] = mean,
                ["std"] = values.Count > 1 ? Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1)) : 0,
                ["sessionStart"] = sessionStart,
                ["peakMemoryBytes"] = process.PeakWorkingSet64,
                ["runs"] = count,
                ["warmup"] = before,
                ["threads"] = parsed.GetValue(threads),
                ["machine"] = Machine.Here.ToString(),
            };
            if (parsed.GetValue(models)!.Select(ModelFiles.StatedWeights).OfType<string>().FirstOrDefault() is { } weights) report[SubjectModel.WeightsKey] = weights;
            Console.WriteLine(parsed.GetValue(json) ? JsonText.Of(report) : string.Join('\n', report.Select(line => FormattableString.Invariant($"{line.Key,-16}  {line.Value}"))));
            return Task.FromResult(0);
        });
        return command;
    }
}
