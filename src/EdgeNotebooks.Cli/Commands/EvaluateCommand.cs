using System.CommandLine;
using System.Text.Json.Nodes;
using EdgeNotebooks.Cli.Terminal;
using EdgeNotebooks.Subjects.Evaluation;

namespace EdgeNotebooks.Cli.Commands;

/// <summary><c>edgenb evaluate</c>: accuracy of a model on a data set.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = "An ONNX file, or a subject's name." };
        var dataset = new Option<string>("--dataset") { Required = true, Description = "shapes, scenes, imagenet, coco, cityscapes (fetched into data/sets), or a folder of pictures." };
        var samples = new Option<int?>("--samples") { Description = "How many pictures; drawn sets: 2000 by default, others: all." };
        var seed = new Option<int>("--seed") { Description = "Which subset is taken where there are more pictures.", DefaultValueFactory = _ => 0 };
        var skip = new Option<bool>("--skip-bad") { Description = "Passes over bad pictures and lists them at the end." };
        var labels = new Option<string?>("--labels") { Description = "Labels of a folder (file,label); labels.csv in the folder by default." };
        var classes = new Option<string?>("--classes") { Description = "Names of the classes: a JSON array, or one per line." };
        var preprocessing = new Option<string?>("--preprocessing") { Description = "JSON file with size, crop, mean, std and layout; needed for a folder unless the model is a subject's." };
        var json = new Option<bool>("--json") { Description = "One JSON document on stdout." };
        var command = new Command("evaluate", "Accuracy of a model on a data set.") { model, dataset, samples, seed, skip, labels, classes, preprocessing, json };
        command.SetAction((parsed, cancel) => Interruptible.RunAsync(() =>
        {
            if (parsed.GetValue(seed) is < 0 and var wrong) throw new ArgumentException(FormattableString.Invariant($"--seed {wrong} is below 0; give a whole number from 0"));
            var request = new EvaluationRequest(parsed.GetValue(model)!, parsed.GetValue(dataset)!)
            {
                Samples = parsed.GetValue(samples),
                Seed = (ulong)parsed.GetValue(seed),
                SkipBad = parsed.GetValue(skip),
                Labels = parsed.GetValue(labels),
                Classes = parsed.GetValue(classes),
                Preprocessing = parsed.GetValue(preprocessing),
            };
            var accuracy = request.Run();
            foreach (var (file, problem) in accuracy.Skipped.Items) Console.Error.WriteLine($"passed over: {file}: {problem}");
            Console.WriteLine(parsed.GetValue(json) ? JsonText.Of(Json(accuracy)) : $"{accuracy}");
            return 0;
        }, cancel));
        return command;
    }

    private static JsonObject Json(Accuracy accuracy)
    {
        var result = new JsonObject { ["n"] = accuracy.Count };
        foreach (var (name, value) in accuracy.Values) result[name] = JsonText.Number(value);
        if (accuracy.ClassPct is { } classes) result["class_iou_pct"] = new JsonArray([.. classes.Select(JsonText.Number)]);
        result["skipped"] = new JsonArray([.. accuracy.Skipped.Items.Select(item => new JsonObject { ["file"] = item.File, ["problem"] = item.Problem })]);
        return result;
    }
}
