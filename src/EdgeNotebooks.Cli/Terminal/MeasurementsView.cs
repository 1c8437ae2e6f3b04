using System.Globalization;
using System.Text.Json.Nodes;
using EdgeNotebooks.Experiments;

namespace EdgeNotebooks.Cli.Terminal;

/// <summary>Measurements as the command prints them.</summary>
internal static class MeasurementsView
{
    public static string Text(Measurements measured) => string.Join('\n',
    [
        $"{"subject",-14} {"deployment",-18} {"operator",-30} {"kept",5} {"restarts",8} {"median_s",10} {"p90_s",10}  verdict",
        .. measured.Summaries.Select(one => string.Create(CultureInfo.InvariantCulture,
            $"{one.Subject,-14} {one.Deployment,-18} {one.Operator,-30} {one.Kept,5} {one.Restarts,8} {one.MedianSeconds,10:0.0000} {one.P90Seconds,10:0.0000}  {one.Verdict}{(one.Reasons.Count > 0 ? $": {string.Join("; ", one.Reasons)}" : "")}")),
        .. measured.Failures.Select(failure => $"failed: {failure}"),
        $"{measured} in {measured.Folder}",
    ]);

    public static JsonObject Json(Measurements measured) => new()
    {
        ["folder"] = measured.Folder,
        ["source"] = measured.Source,
        ["rows"] = measured.Count,
        ["configurations"] = new JsonArray([.. measured.Summaries.Select(one => new JsonObject
        {
            ["subject"] = one.Subject,
            ["operator"] = one.Operator,
            ["deployment"] = one.Deployment,
            ["mobileEdgeMbps"] = one.MobileEdgeMbps,
            ["edgeCloudMbps"] = one.EdgeCloudMbps,
            ["kept"] = one.Kept,
            ["restarts"] = one.Restarts,
            ["medianSeconds"] = one.MedianSeconds,
            ["p90Seconds"] = one.P90Seconds,
            ["verdict"] = one.Verdict,
            ["reasons"] = new JsonArray([.. one.Reasons.Select(reason => JsonValue.Create(reason))]),
        })]),
        ["failures"] = new JsonArray([.. measured.Failures.Select(failure => JsonValue.Create(failure))]),
    };
}
