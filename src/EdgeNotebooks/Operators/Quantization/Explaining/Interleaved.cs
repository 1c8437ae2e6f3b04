using System.Diagnostics;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;

namespace EdgeNotebooks.Operators.Quantization.Explaining;

/// <summary>Times models in turn, one inference each, so that whatever else the machine does slows all of them alike.</summary>
internal static class Interleaved
{
    private const int Warmup = 5;

    /// <summary>
    /// Seconds of one inference of each model: the lower quartile of its runs, since whatever disturbs a run makes it slower and never faster.
    /// </summary>
    public static IReadOnlyList<double> LowerQuartiles(IReadOnlyList<OnnxModel> models, IReadOnlyDictionary<string, Tensor> inputs, int runs, int threads)
    {
        var sessions = models.Select(model => Session.Open(model, new SessionSettings { Threads = threads })).ToList();
        try
        {
            var seconds = sessions.Select(_ => new double[runs]).ToList();
            for (var i = -Warmup; i < runs; i++)
            {
                for (var one = 0; one < sessions.Count; one++)
                {
                    var start = Stopwatch.GetTimestamp();
                    sessions[one].Run(inputs);
                    if (i >= 0) seconds[one][i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
                }
            }

            return [.. seconds.Select(times => times.Order().ElementAt(runs / 4))];
        }
        finally
        {
            foreach (var session in sessions) session.Dispose();
        }
    }
}
