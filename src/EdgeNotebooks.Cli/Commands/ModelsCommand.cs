using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using EdgeNotebooks.Cli.Terminal;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Cuts;
using EdgeNotebooks.Subjects;

namespace EdgeNotebooks.Cli.Commands;

/// <summary><c>edgenb models list|build</c>: the subjects, and full-size ones with random weights.</summary>
internal static class ModelsCommand
{
    /// <summary>Columns of words; numbers stand at the right.</summary>
    private const int LeftColumns = 4;

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "One JSON document on stdout." };
        var list = new Command("list", "Every subject: where its model is, its weights, size and accuracy.") { json };
        list.SetAction(parsed =>
        {
            var rows = SubjectCatalog.Default().FindAll().Select(Row).ToArray();
            Console.WriteLine(parsed.GetValue(json) ? JsonText.Of(new JsonArray([.. rows])) : Table(rows));
        });

        var subject = new Argument<string>("subject") { Description = "resnet, resnext, fcn or duc." };
        var seed = new Option<int>("--seed") { Description = "Which random weights; the same seed gives the same file.", DefaultValueFactory = _ => 0 };
        var output = new Option<string?>("--out") { Description = "File to write; models/cache/SUBJECT.onnx by default." };
        var build = new Command("build", "Writes a full-size subject with random weights: for latency, not for accuracy.") { subject, seed, output, json };
        build.SetAction(parsed =>
        {
            if (parsed.GetValue(seed) is < 0 and var wrong) throw new ArgumentException(FormattableString.Invariant($"--seed {wrong} is below 0; give a whole number from 0"));
            var name = parsed.GetValue(subject)!;
            var model = FullSizeModel.WithRandomWeights(name, (ulong)parsed.GetValue(seed));
            var path = parsed.GetValue(output) ?? Path.Combine(SubjectCatalog.Default().CacheFolder, $"{name}.onnx");
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            model.Save(path);
            var row = Row(new(SubjectCatalog.Require(name), path, "random"));
            Console.WriteLine(parsed.GetValue(json) ? JsonText.Of(row) : $"{path}: {Text(row["bytes"])} bytes, {Text(row["parameters"])} parameters, weights=random");
        });
        return new Command("models", "The subjects of the study and their small counterparts.") { list, build };
    }

    private static JsonObject Row(SubjectModel found)
    {
        var subject = found.Subject;
        var model = found.Path is { } path ? OnnxModel.Load(path) : FullSizeModel.Build(subject.Name);
        var info = ModelInfo.Of(model, new Dictionary<string, TensorShape> { [model.Inputs[0].Name] = subject.TypicalShape });
        var row = new JsonObject
        {
            ["subject"] = subject.Name,
            ["path"] = found.Path is null ? null : Shortest(found.Path),
            ["from"] = found.From,
            ["weights"] = found.Weights,
            ["bytes"] = found.Bytes,
            ["parameters"] = info.Parameters,
            ["macs"] = info.Macs,
            ["dataset"] = subject.Dataset,
            ["inputShape"] = subject.TypicalShape.ToString(),
        };
        if (found.Card?.Metrics is not { } metrics) return row;
        row["n"] = metrics.Count;
        if (metrics.Top1Pct is { } top1) row["top1_pct"] = top1;
        if (metrics.Top5Pct is { } top5) row["top5_pct"] = top5;
        if (metrics.MeanIouPct is { } miou) row["miou_pct"] = miou;
        return row;
    }

    private static string Table(JsonObject[] rows)
    {
        string[] header = ["subject", "path", "from", "weights", "bytes", "parameters", "macs", "top1_pct", "top5_pct", "miou_pct"];
        var cells = rows.Select(row => header.Select(name => Text(row[name])).ToArray()).Prepend(header).ToArray();
        var widths = header.Select((_, i) => cells.Max(row => row[i].Length)).ToArray();
        return string.Join("\n", cells.Select(row => string.Join("  ", row.Select((cell, i) => i < LeftColumns ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))).TrimEnd()));
    }

    private static string Text(JsonNode? value) => value switch
    {
        null => "-",
        JsonValue one when one.TryGetValue<double>(out var number) && one.GetValueKind() == System.Text.Json.JsonValueKind.Number =>
            number.ToString(number == Math.Floor(number) && number > 100 ? "0" : "0.00", CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    /// <summary>Relative to the current folder where that is below it.</summary>
    private static string Shortest(string path)
    {
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}
