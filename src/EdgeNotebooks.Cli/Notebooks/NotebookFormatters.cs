using System.Text.Json.Nodes;
using EdgeNotebooks.Charts;
using EdgeNotebooks.Display;
using Microsoft.Data.Analysis;
using Microsoft.DotNet.Interactive.Formatting;

namespace EdgeNotebooks.Cli.Notebooks;

/// <summary>How foreign types show themselves in our hosts; the library's own types bring their formatters along.</summary>
internal static class NotebookFormatters
{
    private const string Html = "text/html";
    private const string Text = "text/plain";
    private const string Plotly = "application/vnd.plotly.v1+json";
    private const string Svg = "image/svg+xml";
    private const int Width = 900;

    public static void Register()
    {
        PlotlyScript.HostProvidesScript = true;
        Register(typeof(DataFrame), Html, value => DataFrameDisplay.ToHtml((DataFrame)value));
        Register(typeof(DataFrame), Text, value => DataFrameDisplay.ToText((DataFrame)value));
        // Plotly.NET brings the F# library along; its types are registered when a cell loads it, and not before.
        AppDomain.CurrentDomain.AssemblyLoad += (_, loaded) =>
        {
            if (loaded.LoadedAssembly.GetName().Name == "Plotly.NET") RegisterPlotlyNet();
        };
    }

    private static void RegisterPlotlyNet()
    {
        var chart = typeof(Plotly.NET.GenericChart);
        Register(chart, Html, value => PlotlyScript.Embed(Figure(value), Width, Height(Figure(value)), "Plotly chart", ""));
        Register(chart, Plotly, value => Figure(value).ToJsonString());
        Register(chart, Svg, value => PlotlyPicture.ToSvg(Figure(value), Width, Height(Figure(value))));
        Register(chart, Text, _ => "Plotly.NET chart");
        Formatter.SetPreferredMimeTypesFor(chart, Html, Plotly, Svg);
    }

    private static int Height(JsonObject figure) => (int)(figure["layout"]?["height"]?.GetValue<double>() ?? 450);

    private static JsonObject Figure(object chart) =>
        JsonNode.Parse(global::Plotly.NET.GenericChart.toFigureJson((global::Plotly.NET.GenericChart)chart))!.AsObject();

    private static void Register(Type type, string mimeType, Func<object, string> format) =>
        Formatter.Register(type, (value, writer) => writer.Write(format(value)), mimeType);
}
