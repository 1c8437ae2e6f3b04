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
            $"{one.Subject,-14} {one.Deployment,-18} {one.Operator,-30} {one.Kept,5} {one.Restarts,8} {one.MedianSeconds,10:0.0000} {one.P90Seconds?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "-",10}  {one.Verdict}{string.Concat(one.Reasons.Select(reason => $"\n    {reason}"))}")),
        .. measured.Doubt.Length > 0 ? [measured.Doubt] : Array.Empty<string>(),
        .. measured.Failures.Select(failure => $"failed: {failure}"),
        $"{measured} in {measured.Folder}",
    ]);

    public static JsonObject Json(Measurements measured)
    {
        var json = measured.ToJson();
        json.Insert(0, "folder", measured.Folder);
        return json;
    }
}
