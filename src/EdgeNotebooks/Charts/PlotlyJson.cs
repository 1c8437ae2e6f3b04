using System.Text.Json.Nodes;
using EdgeNotebooks.Charts.Svg;

namespace EdgeNotebooks.Charts;

/// <summary>Figures in Plotly's JSON schema (plotly.js 2.35: <c>data</c> and <c>layout</c>).</summary>
internal static class PlotlyJson
{
    private const double Margins = 90;

    /// <summary>From so many panels side by side on, tick labels are small.</summary>
    private const int Narrow = 5;
    private const int SmallLetter = 9;

    public static JsonObject Of(Figure figure)
    {
        var data = new JsonArray();
        var layout = new JsonObject
        {
            ["autosize"] = true,
            ["height"] = figure.Height,
            ["showlegend"] = figure.ShowLegend,
            ["margin"] = new JsonObject { ["l"] = 60, ["r"] = 20, ["t"] = figure.Title.Length > 0 ? 60 : 36, ["b"] = 50 },
            ["paper_bgcolor"] = "rgba(0,0,0,0)",
            ["plot_bgcolor"] = "rgba(0,0,0,0)",
            ["font"] = new JsonObject { ["color"] = "#727d87" },
            ["modebar"] = new JsonObject { ["bgcolor"] = "rgba(0,0,0,0)", ["color"] = "rgba(128,128,128,0.4)" },
        };
        if (figure.Title.Length > 0) layout["title"] = new JsonObject { ["text"] = figure.Title };

        var annotations = new JsonArray();
        var named = new HashSet<string>();
        for (var i = 0; i < figure.Panels.Count; i++)
        {
            var panel = figure.Panels[i];
            var id = i == 0 ? "" : $"{i + 1}";
            var (x, y) = Domains(figure, i);
            var letters = figure.Columns >= Narrow ? SmallLetter : (int?)null;
            layout[$"xaxis{id}"] = AxisOf(panel.X with { Title = PanelGrid.TitleX(figure, i), Ticks = Ticks(panel.X, panel.Traces.SelectMany(SvgTrace.Xs)) }, x, $"y{id}", letters);
            layout[$"yaxis{id}"] = AxisOf(panel.Y with { Title = PanelGrid.TitleY(figure, i), Ticks = Ticks(panel.Y, panel.Traces.SelectMany(SvgTrace.Ys)) }, y, $"x{id}", letters);
            if (panel.Title.Length > 0) annotations.Add(Heading(panel.Title, (x[0] + x[1]) / 2, y[1]));
            foreach (var trace in panel.Traces)
            {
                var json = TraceOf(trace);
                (json["xaxis"], json["yaxis"]) = ($"x{id}", $"y{id}");
                if (figure.ShowLegend) (json["legendgroup"], json["showlegend"]) = (trace.Name, trace is not TextTrace && named.Add(trace.Name));
                data.Add(json);
            }
        }

        if (figure.Traces.Any(trace => Place(trace) is not null)) layout["boxmode"] = "group";
        if (figure.Traces.OfType<BarTrace>().Any(bars => bars.Bases.Count > 0)) layout["barmode"] = "overlay";
        if (annotations.Count > 0) layout["annotations"] = annotations;
        return new JsonObject { ["data"] = data, ["layout"] = layout };
    }

    private static (double[] X, double[] Y) Domains(Figure figure, int index)
    {
        var rows = PanelGrid.Rows(figure);
        return (Share(index % figure.Columns, figure.Columns, PanelGrid.GapX / (figure.Width - Margins)),
            Share(rows - 1 - (index / figure.Columns), rows, PanelGrid.GapY / (figure.Height - Margins)));

        static double[] Share(int at, int count, double gap)
        {
            var width = (1 - (gap * (count - 1))) / count;
            return [at * (width + gap), (at * (width + gap)) + width];
        }
    }

    /// <summary>An axis's own ticks; those of a short logarithmic axis, whose minor digits Plotly would crowd.</summary>
    private static IReadOnlyList<double> Ticks(Axis axis, IEnumerable<double> drawn)
    {
        if (!axis.IsLog || axis.Ticks.Count > 0) return axis.Ticks;
        double[] values = [.. drawn.Where(value => value > 0)];
        var (low, high) = axis is { Min: { } min, Max: { } max } ? (min, max) : values.Length == 0 ? (1, 1) : (values.Min() / 1.2, values.Max() * 1.2);
        return high > low ? LogTicks.Of(low, high) : [];
    }

    private static JsonObject AxisOf(Axis axis, double[] domain, string anchor, int? letters)
    {
        var json = new JsonObject
        {
            ["domain"] = new JsonArray(domain[0], domain[1]),
            ["anchor"] = anchor,
            ["gridcolor"] = "rgba(128,128,128,0.25)",
            ["zeroline"] = false,
            ["automargin"] = true,
        };
        if (axis.Title.Length > 0) json["title"] = new JsonObject { ["text"] = axis.Title };
        if (letters is { } size) json["tickfont"] = new JsonObject { ["size"] = size };
        if (axis.IsCategory) json["type"] = "category";
        if (axis.IsLog) json["type"] = "log";
        if (axis.Ticks.Count > 0) json["tickvals"] = Numbers(axis.Ticks);
        if (axis.TickLabels.Count > 0) json["ticktext"] = Texts(axis.TickLabels);
        if (axis.IsHidden) json["visible"] = false;
        if (axis is { Min: { } min, Max: { } max })
        {
            if (axis.IsLog) (min, max) = (Math.Log10(min), Math.Log10(max));
            json["range"] = axis.IsReversed ? new JsonArray(max, min) : new JsonArray(min, max);
        }
        else if (axis.IsReversed)
        {
            json["autorange"] = "reversed";
        }

        return json;
    }

    private static JsonObject Heading(string text, double x, double y) => new()
    {
        ["text"] = text,
        ["x"] = x,
        ["y"] = y,
        ["xref"] = "paper",
        ["yref"] = "paper",
        ["xanchor"] = "center",
        ["yanchor"] = "bottom",
        ["showarrow"] = false,
        ["font"] = new JsonObject { ["size"] = 15 },
    };

    private static JsonObject TraceOf(Trace trace)
    {
        var json = trace switch
        {
            BoxTrace box => new JsonObject { ["type"] = "box", ["y"] = Numbers(box.Values), ["boxpoints"] = "outliers", ["quartilemethod"] = "linear" },
            QuartileTrace box => new JsonObject
            {
                ["type"] = "box",
                ["x"] = new JsonArray(box.Place ?? box.Name),
                ["lowerfence"] = Numbers([box.Low]),
                ["q1"] = Numbers([box.Q1]),
                ["median"] = Numbers([box.Median]),
                ["q3"] = Numbers([box.Q3]),
                ["upperfence"] = Numbers([box.High]),
            },
            PointTrace points => new JsonObject
            {
                ["type"] = "scatter",
                ["mode"] = points.HidesMarks ? "lines" : points.HasLine ? "lines+markers" : "markers",
                ["x"] = Positions(points.X),
                ["y"] = Numbers(points.Y),
            },
            // Bars of one offset group stand at the same place.
            BarTrace { Bases.Count: > 0 } bars => new JsonObject { ["type"] = "bar", ["x"] = Positions(bars.X), ["y"] = Numbers(bars.Y), ["base"] = Numbers(bars.Bases), ["offsetgroup"] = "stack" },
            BarTrace bars => new JsonObject { ["type"] = "bar", ["x"] = Positions(bars.X), ["y"] = Numbers(bars.Y) },
            TextTrace words => new JsonObject
            {
                ["type"] = "scatter",
                ["mode"] = "text",
                ["x"] = Positions(words.X),
                ["y"] = Numbers(words.Y),
                ["text"] = Texts(words.Texts),
                ["hoverinfo"] = "skip",
                ["showlegend"] = false,
            },
            CellTrace cells => Cells(cells),
            _ => throw new ArgumentException($"a {trace.GetType().Name} cannot be drawn", nameof(trace)),
        };
        json["name"] = trace.Name;
        if (Place(trace) is { } place)
        {
            json["offsetgroup"] = trace.Name;
            if (trace is BoxTrace box) json["x"] = new JsonArray([.. box.Values.Select(_ => JsonValue.Create(place))]);
        }

        if (trace is PointTrace { Bars: { Count: > 0 } spans, Y: var centre })
        {
            json["error_y"] = new JsonObject
            {
                ["type"] = "data",
                ["symmetric"] = false,
                ["array"] = Numbers(spans.Zip(centre, (bar, y) => bar.High - y)),
                ["arrayminus"] = Numbers(spans.Zip(centre, (bar, y) => y - bar.Low)),
                ["thickness"] = 1.2,
                ["width"] = 3,
            };
        }

        if (trace is BarTrace { Bases: { Count: > 0 } bases }) json["base"] = Numbers(bases);
        if (trace is PointTrace { HasLine: true, LineWidth: var width }) json["line"] = new JsonObject { ["width"] = width };
        if (trace is PointTrace { Texts: { Count: > 0 } texts }) json["text"] = Texts(texts);
        var marker = new JsonObject();
        if (trace.Color is { } color) marker["color"] = color;
        if (trace is PointTrace { IsSquare: true }) (marker["symbol"], marker["size"]) = ("square", 9);
        if (marker.Count > 0 && trace is not (TextTrace or CellTrace)) json["marker"] = marker;
        return json;
    }

    /// <summary>A heat map whose values are numbers of colours, each with a step of the colour scale of its own.</summary>
    private static JsonObject Cells(CellTrace cells)
    {
        var colors = cells.Colors.SelectMany(row => row).Where(color => color.Length > 0).Distinct().ToList();
        var scale = new JsonArray();
        for (var i = 0; i < colors.Count; i++)
        {
            scale.Add(new JsonArray((double)i / colors.Count, colors[i]));
            scale.Add(new JsonArray((i + 1.0) / colors.Count, colors[i]));
        }

        return new JsonObject
        {
            ["type"] = "heatmap",
            ["x"] = Texts(cells.Columns),
            ["y"] = Texts(cells.Rows),
            ["z"] = new JsonArray([.. cells.Colors.Select(row => (JsonNode)new JsonArray([.. row.Select(color => color.Length == 0 ? null : JsonValue.Create(colors.IndexOf(color) + 0.5))]))]),
            ["zmin"] = 0,
            ["zmax"] = Math.Max(1, colors.Count),
            ["colorscale"] = scale,
            ["showscale"] = false,
            ["opacity"] = 0.75,
            ["xgap"] = 2,
            ["ygap"] = 2,
            ["text"] = new JsonArray([.. cells.Texts.Select(row => (JsonNode)Texts(row))]),
            ["texttemplate"] = "%{text}",
            ["hovertemplate"] = "%{x}, %{y}: %{text}<extra></extra>",
        };
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    private static string? Place(Trace trace) => trace switch { BoxTrace box => box.Place, QuartileTrace box => box.Place, _ => null };

    private static JsonArray Numbers(IEnumerable<double> values) =>
        new([.. values.Select(value => double.IsFinite(value) ? JsonValue.Create(value) : null)]);

    private static JsonArray Positions(IEnumerable<object> values) =>
        new([.. values.Select(value => value is string text ? JsonValue.Create(text)
            : JsonValue.Create(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)))]);
}
