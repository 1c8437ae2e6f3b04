using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeNotebooks.Display;

namespace EdgeNotebooks.Charts;

/// <summary>plotly.js 2.35.3 from the library's own copy, once per document, and figures that wait for it.</summary>
public static class PlotlyScript
{
    /// <summary>The class that every embedded figure carries: HTML with it needs <see cref="Html"/> somewhere in the same document.</summary>
    public const string Marker = "edgenb-plotly";

    private const string Resource = "EdgeNotebooks.Charts.plotly-2.35.3.min.js.br";

    // Whether a figure of this process has brought the script along; see HostProvidesScript.
    private static bool s_scriptGiven;

    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.Default };

    /// <summary>plotly.js as its makers publish it (npm package plotly.js-dist-min; minified, MIT licence beside it).</summary>
    public static Lazy<string> Source { get; } = new(() =>
    {
        using var stream = typeof(PlotlyScript).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(new BrotliStream(stream, CompressionMode.Decompress));
        return reader.ReadToEnd();
    });

    /// <summary>
    /// A <c>script</c> element that defines <c>window.Plotly</c>, unless the document has it, and draws the figures that wait.
    /// It hides AMD's <c>define</c>, which pages with requirejs would make plotly.js register with instead.
    /// </summary>
    public static Lazy<string> Html { get; } = new(() =>
        "<script>if(!window.Plotly){(function(){var define,module,exports;" + Source.Value.Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase)
        + "\n}).call(window);}(window.edgenbFigures||[]).splice(0).forEach(function(draw){draw();});</script>");

    /// <summary>
    /// Whether the host puts <see cref="Html"/> into the document by itself (the project's own hosts do). Elsewhere the first figure
    /// of the process brings the script along.
    /// </summary>
    public static bool HostProvidesScript { get; set; }

    /// <summary>A Plotly figure (<c>data</c> and <c>layout</c>) as HTML that draws itself as soon as plotly.js is there.</summary>
    /// <param name="figure">The figure's JSON; strings in it cannot break out of the script.</param>
    /// <param name="width">Width in CSS pixels at most.</param>
    /// <param name="height">Height in CSS pixels.</param>
    /// <param name="title">What screen readers are told.</param>
    /// <param name="caption">A line below the figure; empty for none.</param>
    public static string Embed(JsonObject figure, int width, int height, string title, string caption)
    {
        ArgumentNullException.ThrowIfNull(figure);
        var id = $"edgenb-{Guid.NewGuid():N}";
        var script = HostProvidesScript || Interlocked.Exchange(ref s_scriptGiven, true) ? "" : Html.Value;
        return $$"""
            {{script}}<figure style="margin:0"><div id="{{id}}" class="{{Marker}}" role="img" aria-label="{{HtmlText.Encode(title)}}" style="width:100%;max-width:{{width}}px;height:{{height}}px"></div>{{(caption.Length > 0 ? HtmlText.Caption(caption) : "")}}</figure>
            <script>(function(){var f={{figure.ToJsonString(s_json)}};
            function draw(){window.Plotly.newPlot("{{id}}",f.data,f.layout,{responsive:true,displaylogo:false});}
            if(window.Plotly)draw();else(window.edgenbFigures=window.edgenbFigures||[]).push(draw);})();</script>
            """;
    }
}
