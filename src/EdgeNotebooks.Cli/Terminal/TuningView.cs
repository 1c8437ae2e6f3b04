using System.Text.Json.Nodes;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Operators.Quantization;
using EdgeNotebooks.Operators.Quantization.Tuning;

namespace EdgeNotebooks.Cli.Terminal;

/// <summary><c>edgenb quantize --max-loss</c>: the best model so far is in the file whenever there is one.</summary>
internal static class TuningView
{
    public static int Run(OnnxModel model, CalibrationData data, QuantizationOptions options, TuningGoal goal, string file, bool json)
    {
        var result = model.QuantizeWithin(data, goal with { Improved = best => best.Save(file) }, options);
        Console.WriteLine(json ? JsonText.Of(Json(result, file)) : $"{result}\n{result.Best}");
        if (result.IsReached) return 0;
        Failure.Line(FormattableString.Invariant(
            $"the goal of at most {goal.MaxLoss:0.00} points was missed: the best loses {result.History.Last(step => step.IsBest).Loss:0.00} and is in '{file}'; allow a larger loss or a longer --budget"));
        return Failure.WorkFailed;
    }

    private static JsonObject Json(TuningResult result, string file) => new()
    {
        ["out"] = file,
        ["bytes"] = new FileInfo(file).Length,
        ["reached"] = result.IsReached,
        ["maxLoss"] = result.MaxLoss,
        ["floatScore"] = result.FloatScore,
        ["history"] = new JsonArray([.. result.History.Select(step => new JsonObject
        {
            ["method"] = $"{step.Method}".ToLowerInvariant(),
            ["float"] = new JsonArray([.. step.Float.Select(node => JsonValue.Create(node))]),
            ["score"] = JsonText.Number(step.Score),
            ["loss"] = JsonText.Number(step.Loss),
            ["seconds"] = step.Elapsed.TotalSeconds,
            ["best"] = step.IsBest,
        })]),
        ["sensitivity"] = new JsonArray([.. result.Sensitivity.Select(layer => new JsonObject { ["node"] = layer.Node, ["type"] = layer.OpType, ["sqnrDb"] = JsonText.Number(layer.SqnrDb) })]),
    };
}
