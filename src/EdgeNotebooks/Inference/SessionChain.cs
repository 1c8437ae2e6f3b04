using System.Diagnostics;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Inference;

/// <summary>Models that run one after another in this process; each finds its inputs by name among what was given and made before.</summary>
public sealed class SessionChain : IDisposable
{
    private readonly IReadOnlyList<Session> _sessions;

    private SessionChain(IReadOnlyList<Session> sessions) => _sessions = sessions;

    /// <summary>The sessions, first to last.</summary>
    public IReadOnlyList<Session> Sessions => _sessions;

    /// <summary>What the chain must be given: inputs that no model before makes, in order of first use.</summary>
    public IReadOnlyList<ValueInfo> InputTypes
    {
        get
        {
            var made = new HashSet<string>();
            var needed = new List<ValueInfo>();
            foreach (var session in _sessions)
            {
                foreach (var input in session.InputTypes.Where(input => made.Add(input.Name))) needed.Add(input);
                made.UnionWith(session.OutputTypes.Select(output => output.Name));
            }

            return needed;
        }
    }

    /// <summary>Loads models from files.</summary>
    /// <exception cref="ModelLoadException">One of them is missing or cannot be loaded.</exception>
    public static SessionChain Open(IEnumerable<string> paths, SessionSettings? settings = null) =>
        Open(paths, path => Session.Open(path, settings));

    /// <summary>Loads models that need not be in files.</summary>
    /// <exception cref="ModelLoadException">ONNX Runtime cannot load one of them.</exception>
    public static SessionChain Open(IEnumerable<OnnxModel> models, SessionSettings? settings = null) =>
        Open(models, model => Session.Open(model, settings));

    /// <summary>Runs the chain and returns everything given and made, by name.</summary>
    /// <exception cref="ArgumentException">An input is missing, or a model does not take its type or shape.</exception>
    public IReadOnlyDictionary<string, Tensor> Run(IReadOnlyDictionary<string, Tensor> inputs)
    {
        var tensors = new Dictionary<string, Tensor>(inputs);
        foreach (var session in _sessions)
        {
            foreach (var (name, tensor) in session.Run(tensors)) tensors[name] = tensor;
        }

        return tensors;
    }

    /// <summary>Times repeated runs: seconds each, in order, after <paramref name="warmup"/> runs that do not count.</summary>
    /// <param name="inputs">What the chain must be given.</param>
    /// <param name="runs">Timed runs, at least 1.</param>
    /// <param name="warmup">Runs before them; default 10.</param>
    /// <param name="cancel">Stops between two runs.</param>
    public Sample Measure(IReadOnlyDictionary<string, Tensor> inputs, int runs, int warmup = 10, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(warmup);
        using var work = Display.Work.Begin("measuring", warmup + runs, "runs");
        var seconds = new double[runs];
        for (var i = -warmup; i < runs; i++)
        {
            cancel.ThrowIfCancellationRequested();
            var start = Stopwatch.GetTimestamp();
            Run(inputs);
            var elapsed = Stopwatch.GetElapsedTime(start);
            if (i >= 0) seconds[i] = elapsed.TotalSeconds;
            work.Advance();
        }

        return new Sample(Path.GetFileNameWithoutExtension(_sessions[0].Path), seconds);
    }

    /// <summary>Frees the native memory at once.</summary>
    public void Dispose()
    {
        foreach (var session in _sessions) session.Dispose();
    }

    private static SessionChain Open<T>(IEnumerable<T> models, Func<T, Session> open)
    {
        var sessions = new List<Session>();
        try
        {
            foreach (var model in models) sessions.Add(open(model));
            return sessions.Count > 0 ? new(sessions) : throw new ArgumentException("a chain needs at least one model", nameof(models));
        }
        catch
        {
            foreach (var session in sessions) session.Dispose();
            throw;
        }
    }
}
