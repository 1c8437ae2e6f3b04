using System.Text.Json;

namespace EdgeNotebooks.Inference;

/// <summary>Times the operators of models by ONNX Runtime's profiler.</summary>
public static class OperatorProfile
{
    private const string Suffix = "_kernel_time";

    /// <summary>Runs each model in turn, so that a busy machine slows all alike; the runs that warm up do not count.</summary>
    /// <param name="models">Models that take the same inputs.</param>
    /// <param name="inputs">A tensor for each input.</param>
    /// <param name="runs">Timed runs of each, at least 1.</param>
    /// <param name="threads">Threads inside one operator.</param>
    /// <param name="warmup">Runs before them.</param>
    /// <returns>For each model its operators in order of execution.</returns>
    public static IReadOnlyList<IReadOnlyList<OperatorTime>> Of(
        IReadOnlyList<Onnx.OnnxModel> models, IReadOnlyDictionary<string, Tensor> inputs, int runs = 20, int threads = 1, int warmup = 5)
    {
        ArgumentNullException.ThrowIfNull(models);
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 1);
        var folder = Directory.CreateTempSubdirectory("edgenb-");
        try
        {
            var sessions = models.Select((model, i) => Session.Open(model, new SessionSettings { Threads = threads, ProfilePrefix = Path.Combine(folder.FullName, FormattableString.Invariant($"{i}-")) })).ToList();
            try
            {
                for (var i = 0; i < warmup + runs; i++)
                {
                    foreach (var session in sessions) session.Run(inputs);
                }

                return [.. sessions.Select(session => Read(session.EndProfiling(), warmup))];
            }
            finally
            {
                foreach (var session in sessions) session.Dispose();
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static List<OperatorTime> Read(string path, int warmup)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return [.. document.RootElement.EnumerateArray()
            .Where(entry => entry.GetProperty("cat").GetString() == "Node" && entry.GetProperty("name").GetString()!.EndsWith(Suffix, StringComparison.Ordinal))
            .Select(entry => (Name: entry.GetProperty("name").GetString()![..^Suffix.Length], Args: entry.GetProperty("args"), Microseconds: entry.GetProperty("dur").GetDouble()))
            .GroupBy(entry => (entry.Name, Node: entry.Args.GetProperty("node_index").GetString()))
            .Select(group => new OperatorTime(group.Key.Name, group.First().Args.GetProperty("op_name").GetString()!, 1e-6 * LowerQuartile(group.Select(entry => entry.Microseconds).Skip(warmup))))];
    }

    /// <summary>Whatever disturbs a run makes it slower and never faster.</summary>
    private static double LowerQuartile(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? 0 : sorted[sorted.Length / 4];
    }
}
