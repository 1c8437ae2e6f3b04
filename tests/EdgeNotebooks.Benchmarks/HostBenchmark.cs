using System.Diagnostics;
using System.Text.Json.Nodes;

namespace EdgeNotebooks.Benchmarks;

/// <summary>How soon <c>edgenb run</c> has a first result, and what a further small cell costs. Medians of processes, after one that does not count.</summary>
public static class HostBenchmark
{
    private const int Processes = 5;
    private const int SmallCells = 20;

    public static IEnumerable<Measured> Run()
    {
        var folder = Directory.CreateTempSubdirectory("edgenb-benchmark-").FullName;
        var notebook = Path.Combine(folder, "small.ipynb");
        File.WriteAllText(notebook, Notebook());
        var runs = Enumerable.Range(0, Processes + 1).Select(_ => Time(notebook, folder)).Skip(1).ToArray();
        Directory.Delete(folder, recursive: true);
        yield return new("host: process start to the first cell's result", Median(runs.Select(run => run.First)), 3, "s");
        yield return new("host: a further small cell", Median(runs.Select(run => run.Further)), 0.25, "s");
    }

    private static string Notebook() => new JsonObject
    {
        ["cells"] = new JsonArray([.. Enumerable.Range(0, SmallCells + 1).Select(i => new JsonObject
        {
            ["cell_type"] = "code",
            ["id"] = $"c{i}",
            ["metadata"] = new JsonObject(),
            ["source"] = $"var x{i} = Enumerable.Range(0, {i}).Select(n => n * n).Sum(); x{i}",
            ["outputs"] = new JsonArray(),
            ["execution_count"] = null,
        })]),
        ["metadata"] = new JsonObject(),
        ["nbformat"] = 4,
        ["nbformat_minor"] = 5,
    }.ToJsonString();

    private static (double First, double Further) Time(string notebook, string folder)
    {
        var edgenb = Path.GetFullPath("../../EdgeNotebooks.Cli/release/edgenb", AppContext.BaseDirectory);
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(edgenb, ["run", notebook, "--out", Path.Combine(folder, "out")])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var marks = new List<double>();
        while (process.StandardError.ReadLine() is not null) marks.Add(watch.Elapsed.TotalSeconds);
        process.WaitForExit();
        if (process.ExitCode != 0 || marks.Count != SmallCells + 1) throw new InvalidOperationException($"{edgenb} ended with {process.ExitCode} after {marks.Count} cells");
        return (marks[0], (marks[^1] - marks[0]) / SmallCells);
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Processes / 2);
}
