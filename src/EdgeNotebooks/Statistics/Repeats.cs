namespace EdgeNotebooks.Statistics;

/// <summary>Which input, run and restart each value of a sample belongs to, so that repeated measurements are not taken for new evidence.</summary>
/// <remarks>Codes are any integers; equal codes mean the same input, the same pass over the inputs, the same start of the service.</remarks>
public sealed class Repeats
{
    /// <summary>One code per value, in the order the values were taken (copied).</summary>
    /// <param name="input">What was measured (which picture).</param>
    /// <param name="run">In which pass over the inputs.</param>
    /// <param name="restart">After which restart of the service; all zero when it was never restarted.</param>
    /// <exception cref="ArgumentException">The three have different lengths.</exception>
    public Repeats(IEnumerable<int> input, IEnumerable<int> run, IEnumerable<int>? restart = null)
    {
        Input = [.. input];
        Run = [.. run];
        Restart = restart is null ? new int[Input.Count] : [.. restart];
        if (Run.Count != Input.Count || Restart.Count != Input.Count)
            throw new ArgumentException($"{Input.Count} inputs, {Run.Count} runs and {Restart.Count} restarts; give one of each per value");
    }

    /// <summary>Input of each value.</summary>
    public IReadOnlyList<int> Input { get; }

    /// <summary>Run of each value.</summary>
    public IReadOnlyList<int> Run { get; }

    /// <summary>Restart of each value.</summary>
    public IReadOnlyList<int> Restart { get; }

    /// <summary>How many different inputs.</summary>
    public int Inputs => Input.Distinct().Count();

    /// <summary>Runs of the same inputs in the same order, as a fixed protocol produces them: value i is input i mod <paramref name="inputs"/>.</summary>
    /// <param name="count">How many values.</param>
    /// <param name="inputs">Inputs per run.</param>
    /// <param name="firstRun">Number of the first run kept, 2 when run 1 was a warm-up.</param>
    public static Repeats InOrder(int count, int inputs, int firstRun = 1) =>
        new(Enumerable.Range(0, count).Select(i => i % inputs), Enumerable.Range(0, count).Select(i => i / inputs + firstRun));
}
