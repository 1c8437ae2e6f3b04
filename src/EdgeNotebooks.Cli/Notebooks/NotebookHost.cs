using EdgeNotebooks.Charts;
using EdgeNotebooks.Display;
using EdgeNotebooks.Host.Display;

namespace EdgeNotebooks.Cli.Notebooks;

/// <summary>What this program adds to the notebook host, headless or as a kernel: formatters, progress, the charts' script.</summary>
internal static class NotebookHost
{
    public static IReadOnlyList<PageScript> Scripts { get; } = [new PageScript(PlotlyScript.Marker, PlotlyScript.Html)];

    public static void Prepare()
    {
        NotebookFormatters.Register();
        Work.Sink = new NotebookWork();
    }
}
