using System.Text.Json.Nodes;
using EdgeNotebooks.Operators.Quantization.Explaining;

namespace EdgeNotebooks.Cli.Terminal;

/// <summary>Why a quantized model is not faster, as a table and as JSON.</summary>
internal static class ExplanationView
{
    private const int Rows = 12;

    /// <summary>The nodes that take longest.</summary>
    public static string Table(SpeedExplanation explanation) => string.Join('\n', explanation.Nodes
        .OrderByDescending(node => Math.Max(node.FloatSeconds, node.QuantizedSeconds)).Take(Rows)
        .Select(node => FormattableString.Invariant($"{1e3 * node.FloatSeconds,9:0.000} ms float {1e3 * node.QuantizedSeconds,9:0.000} ms int8  {node.OpType} {node.Name}{(node.Reason is null ? "" : $" (float: {node.Reason})")}")));

    public static JsonObject Json(SpeedExplanation explanation) => new()
    {
        ["floatSeconds"] = explanation.FloatSeconds,
        ["int8Seconds"] = explanation.QuantizedSeconds,
        ["ratio"] = explanation.Ratio,
        ["bound"] = explanation.Bound,
        ["threads"] = explanation.Threads,
        ["instructions"] = new JsonArray([.. explanation.Instructions.Names.Select(name => JsonValue.Create(name))]),
        ["conversions"] = explanation.Conversions,
        ["conversionSeconds"] = explanation.ConversionSeconds,
        ["causes"] = new JsonArray([.. explanation.Causes.Take(3).Select(cause => new JsonObject { ["kind"] = $"{cause.Kind}", ["seconds"] = JsonText.Number(cause.Seconds), ["text"] = cause.Text })]),
        ["nodes"] = new JsonArray([.. explanation.Nodes.Select(node => new JsonObject
        {
            ["name"] = node.Name,
            ["type"] = node.OpType,
            ["floatSeconds"] = node.FloatSeconds,
            ["int8Seconds"] = node.QuantizedSeconds,
            ["reason"] = node.Reason,
        })]),
    };
}
