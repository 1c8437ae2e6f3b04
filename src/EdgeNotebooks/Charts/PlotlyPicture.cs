using System.Text.Json.Nodes;

namespace EdgeNotebooks.Charts;

/// <summary>
/// A static picture of a Plotly figure that was made elsewhere (Plotly.NET), for places that run no scripts. Vertical box plots, bars,
/// lines and points in one coordinate system are drawn; of other figures the picture says what they hold.
/// </summary>
internal static class PlotlyPicture
{
    /// <summary>Plotly's colours of traces that name none (plotly.js 2.35, <c>color/attributes.js</c>).</summary>
    private static readonly string[] s_colors = ["#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f", "#bcbd22", "#17becf"];

    /// <summary>A complete SVG document.</summary>
    /// <param name="plotly">The figure: <c>data</c> and <c>layout</c>.</param>
    /// <param name="width">Width in CSS pixels.</param>
    /// <param name="height">Height in CSS pixels.</param>
    public static string ToSvg(JsonObject plotly, int width, int height)
    {
        var data = (plotly["data"] as JsonArray ?? []).OfType<JsonObject>().ToArray();
        var layout = plotly["layout"] as JsonObject ?? [];
        Trace[] traces = [.. data.SelectMany((trace, index) => Traces(trace, index) ?? [])];
        var isDrawn = traces.Length > 0 && data.All(trace => Traces(trace, 0) is not null);
        if (!isDrawn) traces = [new TextTrace("what it holds", [0.0], [0.0], [$"{Holds(data)}: drawn where scripts run"])];
        var axis = isDrawn ? new Axis() : new Axis { IsHidden = true };
        return new Figure([new Panel(traces) { X = axis with { Title = Title(layout["xaxis"]) }, Y = axis with { Title = Title(layout["yaxis"]), IsLog = isDrawn && Word(layout["yaxis"]?["type"]) == "log" } }])
        {
            Title = Title(layout),
            Width = width,
            Height = height,
            ShowLegend = traces.Length > 1 && traces.All(trace => trace.Name.Length > 0),
        }.ToSvg();
    }

    /// <summary>The same in this library's traces; null for what it has none for.</summary>
    private static IReadOnlyList<Trace>? Traces(JsonObject trace, int index)
    {
        if (Word(trace["xaxis"]) is not ("" or "x") || Word(trace["orientation"]) == "h") return null;
        if (trace["y"] is not JsonArray { Count: > 0 } heights || heights.Any(value => value is not (null or JsonValue) || (value is JsonValue && !IsNumber(value)))) return null;
        var name = Word(trace["name"]) is { Length: > 0 } given ? given : $"trace {index + 1}";
        var color = Word(trace["marker"]?["color"]) is ['#', _, _, _, _, _, _] own ? own : s_colors[index % s_colors.Length];
        var points = heights.Select((value, i) => (X: Position(trace["x"] as JsonArray, i), Y: value is null ? double.NaN : value.GetValue<double>()))
            .Where(point => double.IsFinite(point.Y)).ToArray();
        if (points.Length == 0) return null;
        IReadOnlyList<Trace>? made = Word(trace["type"]) switch
        {
            "box" when trace["x"] is JsonArray => [.. points.GroupBy(point => $"{point.X}").Select(group => new BoxTrace(group.Key, [.. group.Select(point => point.Y)]))],
            "box" => [new BoxTrace(name, [.. points.Select(point => point.Y)])],
            "bar" => [new BarTrace(name, [.. points.Select(point => point.X)], [.. points.Select(point => point.Y)])],
            "scatter" or "scattergl" or "" => [new PointTrace(name, [.. points.Select(point => point.X)], [.. points.Select(point => point.Y)]) { HasLine = Word(trace["mode"]) is var mode && (mode.Length == 0 || mode.Contains("lines", StringComparison.Ordinal)) }],
            _ => null,
        };
        return made?.Select(one => one with { Color = color }).ToArray();
    }

    private static object Position(JsonArray? x, int index) => x is null || index >= x.Count ? (double)index
        : IsNumber(x[index]) ? x[index]!.GetValue<double>() : x[index]?.ToString() ?? "";

    private static bool IsNumber(JsonNode? node) => node?.GetValueKind() == System.Text.Json.JsonValueKind.Number;

    private static string Holds(JsonObject[] data) =>
        data.Length == 0 ? "no traces" : string.Join(", ", data.Select(trace => Word(trace["type"]) is { Length: > 0 } type ? type : "scatter").Distinct());

    /// <summary>Plotly writes a title as text or as an object with the text.</summary>
    private static string Title(JsonNode? owner) => owner?["title"] is JsonObject title ? Word(title["text"]) : Word(owner?["title"]);

    private static string Word(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
