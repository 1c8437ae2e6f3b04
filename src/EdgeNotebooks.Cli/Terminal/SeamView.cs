using System.Text.Json.Nodes;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Operators.Quantization;
using EdgeNotebooks.Operators.Quantization.Seams;

namespace EdgeNotebooks.Cli.Terminal;

/// <summary><c>edgenb quantize --recalibrate-seam</c>: what did not fit before, and what is left of it.</summary>
internal static class SeamView
{
    public static void Recalibrate(OnnxModel model, CalibrationData data, QuantizationOptions options, string file, bool json)
    {
        var before = model.Seam(data);
        var recalibrated = model.RecalibrateSeam(data, options);
        var after = recalibrated.Seam(data);
        recalibrated.Save(file);
        Console.WriteLine(json
            ? JsonText.Of(new JsonObject { ["out"] = file, ["bytes"] = new FileInfo(file).Length, ["before"] = Json(before), ["after"] = Json(after) })
            : $"before\n{before}\nafter\n{after}");
    }

    private static JsonObject Json(SeamReport report) => new()
    {
        ["ranges"] = report.Ranges.Count,
        ["clippedPct"] = JsonText.Number(report.ClippedPct),
        ["seam"] = new JsonArray([.. report.Seam.Select(range => new JsonObject
        {
            ["tensor"] = range.Tensor,
            ["low"] = range.Range.Low,
            ["high"] = range.Range.High,
            ["seenLow"] = range.Seen.Low,
            ["seenHigh"] = range.Seen.High,
            ["clippedPct"] = JsonText.Number(range.ClippedPct),
            ["usedPct"] = JsonText.Number(range.UsedPct),
        })]),
    };
}
