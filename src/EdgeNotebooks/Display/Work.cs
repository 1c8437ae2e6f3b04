using System.Diagnostics;

namespace EdgeNotebooks.Display;

/// <summary>
/// A piece of long work that says how far it is. Whoever hosts the library (a notebook, a terminal) sets <see cref="Sink"/> once
/// and shows it; without one nothing is shown.
/// </summary>
public sealed class Work : IDisposable
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly string _title;
    private readonly string _unit;
    private readonly long _total;
    private readonly IProgress<WorkProgress>? _sink = Sink;
    private long _done;
    private long _nextReport = 100;

    private Work(string title, long total, string unit) => (_title, _total, _unit) = (title, total, unit);

    /// <summary>Where progress is shown, for the whole process; called from any thread, at most about ten times a second.</summary>
    public static IProgress<WorkProgress>? Sink { get; set; }

    /// <summary>Begins work of a known size.</summary>
    /// <param name="title">What is done, as a person would say it.</param>
    /// <param name="total">How many units there are.</param>
    /// <param name="unit">What is counted, in the plural.</param>
    public static Work Begin(string title, long total, string unit) => new(title, total, unit);

    /// <summary>Another <paramref name="count"/> units are done. Thread-safe.</summary>
    public void Advance(long count = 1)
    {
        var done = Interlocked.Add(ref _done, count);
        var due = Interlocked.Read(ref _nextReport);
        var now = _watch.ElapsedMilliseconds;
        if (_sink is null || now < due || Interlocked.CompareExchange(ref _nextReport, now + 100, due) != due) return;
        _sink.Report(State(done, isFinished: false));
    }

    /// <summary>The work has ended, complete or not.</summary>
    public void Dispose() => _sink?.Report(State(Interlocked.Read(ref _done), isFinished: true));

    private WorkProgress State(long done, bool isFinished) => new(this, _title, done, _total, _unit, _watch.Elapsed, isFinished);
}
