using System.CommandLine;
using System.Text.Json.Nodes;
using EdgeNotebooks.Cli.Terminal;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Operators.Quantization;
using EdgeNotebooks.Operators.Quantization.Explaining;
using EdgeNotebooks.Operators.Quantization.Tuning;

namespace EdgeNotebooks.Cli.Commands;

/// <summary><c>edgenb quantize</c>: static post-training quantization of an ONNX file to int8.</summary>
internal static class QuantizeCommand
{
    private const int DefaultSamples = 100;

    public static Command Create()
    {
        var path = new Argument<string>("model") { Description = "An ONNX file with float32 weights." };
        var calibration = new Option<string>("--calibration") { Description = CalibrationSource.Help, Required = true };
        var output = new Option<string>("--out") { Description = "The file to write.", Required = true };
        var samples = new Option<int>("--samples") { Description = "Samples used.", DefaultValueFactory = _ => DefaultSamples };
        var preprocessing = new Option<string?>("--preprocessing") { Description = "A JSON file that says what is done to pictures before the network sees them; not needed for a model that is named after its subject." };
        var method = new Option<string>("--method") { Description = "How ranges are chosen: minmax, movingaverage, percentile, entropy or mse.", DefaultValueFactory = _ => "minmax" };
        method.AcceptOnlyFromAmong("minmax", "movingaverage", "percentile", "entropy", "mse");
        var activations = new Option<string>("--activations") { Description = "The type of activations: u8 or s8.", DefaultValueFactory = _ => "u8" };
        activations.AcceptOnlyFromAmong("u8", "s8");
        var perTensor = new Option<bool>("--per-tensor") { Description = "One scale for a weight tensor instead of one for each output channel." };
        var exclude = new Option<string[]>("--exclude") { Description = "Nodes or operator types that stay float. Repeatable.", AllowMultipleArgumentsPerToken = true };
        var preset = new Option<string?>("--preset") { Description = "study: what the study's tool quantized; fast: what makes the whole model faster on this machine, which is timed. All that has an integer kernel by default." };
        preset.AcceptOnlyFromAmong("study", "fast");
        var reduce = new Option<bool>("--reduce-range") { Description = "7-bit weights, for x64 processors without VNNI, whose sums would overflow." };
        var explain = new Option<bool>("--explain") { Description = "Measures both models node by node and says why int8 is not faster." };
        var threads = new Option<int>("--threads") { Description = "Threads of --explain.", DefaultValueFactory = _ => 1 };
        var seam = new Option<bool>("--recalibrate-seam") { Description = "For a model that was quantized and then early-exited: chooses the ranges anew that do not fit any more." };
        var maxLoss = new Option<double?>("--max-loss") { Description = "Points of accuracy that may be lost; layers stay float until that is met. Needs --evaluate." };
        var evaluate = new Option<string?>("--evaluate") { Description = "The data set that accuracy is measured on: shapes, scenes, ..., as in 'edgenb evaluate'." };
        var evaluateSamples = new Option<int?>("--evaluate-samples") { Description = "How many of its pictures; all by default." };
        var budget = new Option<double>("--budget") { Description = "Minutes after which no new attempt begins.", DefaultValueFactory = _ => 10 };
        var json = new Option<bool>("--json") { Description = "One JSON document on stdout." };
        var command = new Command("quantize", "Makes a model compute on 8-bit integers.")
            { path, calibration, output, samples, preprocessing, method, activations, perTensor, exclude, preset, reduce, explain, threads, seam, maxLoss, evaluate, evaluateSamples, budget, json };
        command.SetAction((parsed, cancel) => Interruptible.RunAsync(() =>
        {
            var model = ModelFiles.Load(parsed.GetValue(path)!);
            var excluded = (parsed.GetValue(exclude) ?? []).SelectMany(names => names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToLookup(IsOperatorType);
            var options = new QuantizationOptions
            {
                Method = Enum.Parse<CalibrationMethod>(parsed.GetValue(method)!, ignoreCase: true),
                Activations = parsed.GetValue(activations) == "s8" ? ActivationType.Int8 : ActivationType.UInt8,
                Preset = parsed.GetValue(preset) is { } name ? Enum.Parse<QuantizationPreset>(name, ignoreCase: true) : QuantizationPreset.Full,
                PerTensor = parsed.GetValue(perTensor),
                ReduceRange = parsed.GetValue(reduce),
                Exclude = [.. excluded[false]],
                ExcludeTypes = [.. excluded[true]],
            };
            if (parsed.GetValue(maxLoss) is not null != parsed.GetValue(evaluate) is not null) throw new ArgumentException("--max-loss and --evaluate go together; give both");
            var data = CalibrationSource.Open(parsed.GetValue(calibration)!, parsed.GetValue(samples), parsed.GetValue(preprocessing), parsed.GetValue(path)!);
            if (parsed.GetValue(seam))
            {
                SeamView.Recalibrate(model, data, options, parsed.GetValue(output)!, parsed.GetValue(json));
                return 0;
            }

            if (Int8Instructions.Here.Warning is { } warning && !options.ReduceRange) Console.Error.WriteLine(warning);
            Console.Error.WriteLine(model.PlanCalibration(data, options));
            if (parsed.GetValue(maxLoss) is { } loss)
            {
                if (loss < 0 || parsed.GetValue(budget) < 0) throw new ArgumentException("--max-loss and --budget must not be negative");
                var scored = new ScoredModel(parsed.GetValue(path)!, parsed.GetValue(evaluate)!, parsed.GetValue(evaluateSamples));
                return TuningView.Run(model, data, options, new TuningGoal(loss, scored.Score) { Budget = TimeSpan.FromMinutes(parsed.GetValue(budget)) }, parsed.GetValue(output)!, parsed.GetValue(json));
            }

            var quantized = model.Quantize(data, options);
            var file = parsed.GetValue(output)!;
            quantized.Save(file);
            var explanation = parsed.GetValue(explain) ? quantized.Explain(data.First(model), threads: parsed.GetValue(threads)) : null;
            if (!parsed.GetValue(json))
            {
                Console.WriteLine(Text(quantized.Report, parsed.GetValue(path)!, file));
                if (explanation is not null) Console.WriteLine($"{explanation}\n{ExplanationView.Table(explanation)}");
                return 0;
            }

            var report = Json(quantized.Report, parsed.GetValue(path)!, file);
            if (explanation is not null) report["explain"] = ExplanationView.Json(explanation);
            Console.WriteLine(JsonText.Of(report));
            return 0;
        }, cancel));
        return command;

        bool IsOperatorType(string word) => word.All(char.IsAsciiLetterOrDigit) && char.IsAsciiLetterUpper(word[0]);
    }

    private static string Text(QuantizationReport report, string source, string file) => FormattableString.Invariant(
        $"{report}\n{"bytes",-12} {new FileInfo(file).Length} of {new FileInfo(source).Length}: {(double)new FileInfo(file).Length / new FileInfo(source).Length:0.00} x");

    private static JsonObject Json(QuantizationReport report, string source, string file) => new()
    {
        ["out"] = file,
        ["bytes"] = new FileInfo(file).Length,
        ["floatBytes"] = new FileInfo(source).Length,
        ["weights"] = ModelFiles.StatedWeights(file),
        ["method"] = $"{report.Options.Method}".ToLowerInvariant(),
        ["preset"] = $"{report.Options.Preset}".ToLowerInvariant(),
        ["samples"] = report.Calibration.Samples,
        ["passes"] = report.Calibration.Passes,
        ["bytesBesideModel"] = report.Calibration.BytesBesideModel,
        ["quantizedNodes"] = report.Quantized.Count(),
        ["floatNodes"] = report.Float.Count(),
        ["nodes"] = new JsonArray([.. report.Nodes.Select(node => new JsonObject
        {
            ["name"] = node.Name,
            ["type"] = node.OpType,
            ["quantized"] = node.IsQuantized,
            ["reason"] = node.Reason,
        })]),
        ["trials"] = new JsonArray([.. report.Trials.Select(trial => new JsonObject { ["block"] = trial.Block, ["nodes"] = trial.Nodes, ["gain"] = trial.Gain, ["staysFloat"] = trial.StaysFloat })]),
        ["ranges"] = new JsonArray([.. report.Ranges.Select(range => new JsonObject
        {
            ["tensor"] = range.Tensor,
            ["smallest"] = JsonText.Number(range.Smallest),
            ["largest"] = JsonText.Number(range.Largest),
            ["low"] = range.Range.Low,
            ["high"] = range.Range.High,
            ["scale"] = range.Scale,
            ["zeroPoint"] = range.Range.ZeroPoint,
            ["clippedPct"] = JsonText.Number(range.ClippedPct),
        })]),
    };
}
