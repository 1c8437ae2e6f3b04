using System.Globalization;
using EdgeNotebooks.Analysis;
using EdgeNotebooks.Experiments;
using EdgeNotebooks.Statistics;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Benchmarks;

/// <summary>
/// What the experiment's harness adds to a request, and how often <c>fair</c> finds a difference where there is none. Runs through the
/// command; <c>EDGENB_AA_RESTARTS</c> changes the number of restarts (48).
/// </summary>
public static class ExperimentBenchmark
{
    private const int Side = 6;
    private const int Pairs = 1000;

    /// <summary>Time between two requests less what the first one's own breakdown accounts for: journal, table, validation, and asking tiers for their state.</summary>
    public static IEnumerable<Measured> Overhead()
    {
        var folder = Measure("""{ "subjects": ["resnet_mini"], "operators": ["identity"], "deployments": ["mobile", "cloud"], "inputs": { "count": 10 }, "protocol": { "restarts": 1, "runs": 100 }, "accuracySamples": 0 }""", "overhead");
        var rows = Rows(Path.Combine(folder, "measurements.csv"));
        foreach (var deployment in rows.GroupBy(row => row["deployment"]))
        {
            var ordered = deployment.OrderBy(row => long.Parse(row["order"], CultureInfo.InvariantCulture)).ToArray();
            var gaps = ordered.Zip(ordered.Skip(1), (one, next) => (At(next) - At(one)).TotalSeconds - Seconds(one, "client_encode_s") - Latency(one)).Order().ToArray();
            var (median, latency) = (gaps[gaps.Length / 2], ordered.Select(Latency).Order().ElementAt(ordered.Length / 2));
            yield return new($"experiment: harness per request on {deployment.Key} (median of {gaps.Length}; latency {latency * 1000:0.0} ms), the lesser of its share of 1 % and of 0.2 ms", Math.Min(median / (0.01 * latency), median / 0.0002), 1, "x");
            yield return new($"experiment: the same in milliseconds on {deployment.Key}", median * 1000, Math.Max(0.2, 10 * latency), "ms");
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Identity against itself: 1,000 pairs of 6 against 6 restarts drawn from 48, so that the pairs are dependent.</summary>
    public static IEnumerable<Measured> SameAgainstSame()
    {
        var restarts = int.Parse(Environment.GetEnvironmentVariable("EDGENB_AA_RESTARTS") ?? "48", CultureInfo.InvariantCulture);
        var folder = Measure($$"""{ "preset": "fair", "subjects": ["resnet_mini"], "operators": ["identity"], "deployments": ["edge"], "protocol": { "restarts": {{restarts}}, "medianWidthPct": null, "maxRestarts": {{restarts}} }, "accuracySamples": 0 }""", "same");
        var group = Experiment.Open(folder).Latencies()["resnet_mini", "identity", "edge"];
        Directory.Delete(folder, recursive: true);
        var (fair, naive) = Rejections(group, new SplitMix64(20261127));
        var interval = 1.96 * Math.Sqrt(0.05 * 0.95 / Pairs) * 100;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"experiment: A/A, {restarts} restarts: fair rejects {fair:0.0} % at 0.05 (goal 3 to 7; independent pairs would lie within {5 - interval:0.0} to {5 + interval:0.0}, these are dependent); one test over all requests rejects {naive:0.0} %"));
        yield return new("experiment: A/A, distance of fair's rejection rate from 5 %", Math.Abs(fair - 5), 2, "points");
    }

    /// <summary>Percent of pairs that differ at 0.05, by restarts and by requests.</summary>
    private static (double Fair, double Naive) Rejections(LatencyGroup group, SplitMix64 random)
    {
        var all = group.Repeats!.Restart.Distinct().Order().ToArray();
        var (fair, naive) = (0, 0);
        for (var pair = 0; pair < Pairs; pair++)
        {
            for (var i = 0; i < 2 * Side; i++)
            {
                var other = i + random.Below(all.Length - i);
                (all[i], all[other]) = (all[other], all[i]);
            }

            var (a, b) = (Only(group, all[..Side]), Only(group, all[Side..(2 * Side)]));
            if (RestartTest.Of(a, b).Test.P.Value < 0.05) fair++;
            if (MannWhitney.Test(a.Seconds, b.Seconds).P.Value < 0.05) naive++;
        }

        return (100.0 * fair / Pairs, 100.0 * naive / Pairs);
    }

    private static LatencyGroup Only(LatencyGroup group, int[] restarts)
    {
        var repeats = group.Repeats!;
        int[] rows = [.. Enumerable.Range(0, repeats.Restart.Count).Where(i => restarts.Contains(repeats.Restart[i]))];
        return new(group.Configuration, new Sample("part", rows.Select(i => group.Seconds.AsList()[i])),
            new Repeats(rows.Select(i => repeats.Input[i]), rows.Select(i => repeats.Run[i]), rows.Select(i => repeats.Restart[i])));
    }

    private static string Measure(string plan, string name)
    {
        var folder = Directory.CreateTempSubdirectory("edgenb-benchmark-").FullName;
        File.WriteAllText(Path.Combine(folder, $"{name}.json"), plan);
        var root = Path.GetFullPath("../../../..", AppContext.BaseDirectory);
        Command.Edgenb(root, "experiment", "run", Path.Combine(folder, $"{name}.json"), "--out", folder);
        return folder;
    }

    private static List<Dictionary<string, string>> Rows(string csv)
    {
        var table = CsvTable.Read(csv);
        return [.. Enumerable.Range(0, table.Rows).Select(row => table.Header.Select((name, column) => (name, table.Text(row, column))).ToDictionary(cell => cell.name, cell => cell.Item2))];
    }

    private static DateTimeOffset At(Dictionary<string, string> row) => DateTimeOffset.Parse(row["timestamp"], CultureInfo.InvariantCulture);

    private static double Latency(Dictionary<string, string> row) => Seconds(row, "latency_s");

    private static double Seconds(Dictionary<string, string> row, string column) => double.Parse(row[column], CultureInfo.InvariantCulture);
}
