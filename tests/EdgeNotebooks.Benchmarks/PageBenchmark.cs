using System.Text.Json.Nodes;
using EdgeNotebooks.Analysis;
using EdgeNotebooks.Cli.Tests;
using EdgeNotebooks.WhatIf;

namespace EdgeNotebooks.Benchmarks;

/// <summary>What a move of a slider on the what-if page costs in script time, by the browser's own timeline, and what the page weighs.</summary>
public static class PageBenchmark
{
    private const int Moves = 60;

    // What a move sets off on the page's thread: the event, the frame that draws, and what waits for a pause. All of their time counts, layout that scripts force too.
    private static readonly string[] s_counted = ["EventDispatch", "FireAnimationFrame", "TimerFire"];

    public static IEnumerable<Measured> Run()
    {
        var folder = Directory.CreateTempSubdirectory("edgenb-benchmark-").FullName;
        try
        {
            var file = Path.Combine(folder, "whatif.html");
            File.WriteAllText(file, WhatIfProfile.Of(Study.Open()).Page().Html);
            using var browser = new BrowserPage($"file://{file}#subject=resnet&mobile_edge_mbps=20&edge_cloud_mbps=20");
            var links = Times(browser, "near", "far");
            var others = Times(browser, "mobile", "edge", "cloud", "loss");
            yield return new($"page: script time per move of a link's slider, 95th percentile of {links.Length} moves", Share(links, move => move.Wall), 16, "ms");
            yield return new($"page: script time per move of another slider, 95th percentile of {others.Length} moves", Share(others, move => move.Wall), 16, "ms");
            yield return new("page: the worse of both as the thread's processor time", Math.Max(Share(links, move => move.Processor), Share(others, move => move.Processor)), 16, "ms");
            yield return new("page: size with all subjects", new FileInfo(file).Length / 1e6, 6, "MB");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (double Wall, double Processor)[] Times(BrowserPage browser, params string[] sliders)
    {
        browser.Events.Clear();
        browser.Send("Tracing.start", new() { ["categories"] = "devtools.timeline", ["transferMode"] = "ReportEvents" });
        foreach (var slider in sliders) Drag(browser, $"#{slider}-range");
        browser.Send("Tracing.end");
        browser.Next("Tracing.tracingComplete");
        var told = browser.Events.Where(message => message["method"]?.ToString() == "Tracing.dataCollected").SelectMany(message => message["params"]!["value"]!.AsArray())
            .Select(one => one!.AsObject()).Where(one => s_counted.Contains(one["name"]?.ToString())).OrderBy(one => one["ts"]!.GetValue<double>());
        return PerMove(told);
    }

    /// <summary>There and back over the whole length, each move long after the one before.</summary>
    private static void Drag(BrowserPage browser, string selector)
    {
        var (x, y) = browser.Middle(selector);
        var width = browser.Number($"document.querySelector('{selector}').clientWidth") - 18;
        browser.Mouse("mousePressed", x, y);
        for (var i = 0; i < Moves; i++)
        {
            Thread.Sleep(i % 10 == 9 ? 500 : 60);
            browser.Mouse("mouseMoved", x + width * 0.48 * Math.Sin(2 * Math.PI * (i + 1) / Moves), y);
        }

        Thread.Sleep(500);
        browser.Mouse("mouseReleased", x, y);
        browser.Settle();
    }

    /// <summary>Milliseconds from each input event up to the next.</summary>
    private static (double Wall, double Processor)[] PerMove(IEnumerable<JsonObject> told)
    {
        var moves = new List<(double Wall, double Processor)>();
        foreach (var one in told)
        {
            var isEvent = one["name"]!.ToString() == "EventDispatch";
            var isInput = isEvent && one["args"]?["data"]?["type"]?.ToString() == "input";
            if (isInput) moves.Add((0, 0));
            if (moves.Count > 0 && (isInput || !isEvent)) moves[^1] = (moves[^1].Wall + Milliseconds(one, "dur"), moves[^1].Processor + Milliseconds(one, "tdur"));
        }

        return moves.Count > 0 ? [.. moves] : throw new InvalidOperationException("the browser's timeline holds no input event; the page's sliders were not moved");
    }

    private static double Milliseconds(JsonObject told, string name) => (told[name]?.GetValue<double>() ?? 0) / 1000;

    private static double Share<T>(T[] moves, Func<T, double> of) => moves.Select(of).Order().ElementAt((int)Math.Ceiling(0.95 * moves.Length) - 1);
}
