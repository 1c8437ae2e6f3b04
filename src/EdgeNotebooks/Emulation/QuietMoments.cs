using System.Diagnostics;
using System.IO.MemoryMappedFiles;

namespace EdgeNotebooks.Emulation;

/// <summary>
/// Measures when the machine is as fast as it gets. Its memory and caches are shared with whatever else its host runs, and are half slower for
/// seconds at a time; which of two states a measurement of some milliseconds meets is chance, and no median of few starts takes it out.
/// A probe tells them apart: touching fresh pages. What is measured has no say in it, so that slow requests are not dropped for being slow.
/// </summary>
/// <remarks>Only for work of this machine. Not thread-safe.</remarks>
internal sealed class QuietMoments
{
    /// <summary>So long measurements should be, s: states change within a second, and a probe takes two thousandths.</summary>
    public const double Seconds = 0.1;

    /// <summary>A probe that takes this many times the shortest one is of a slow moment; it lies between the two states.</summary>
    private const double Slower = 1.15;

    private const double MostLost = 2;

    private const int ProbeBytes = 1 << 20;
    private const int Page = 4096;

    /// <summary>The first probe of each brings the caches back.</summary>
    private const int Probes = 3;

    /// <summary>Longer work meets both states, whatever probes before and after it say.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    private readonly Func<double> _probe;
    private TimeSpan _counted;
    private TimeSpan _lost;
    private double _shortest = double.PositiveInfinity;
    private int _quiet;
    private int _all;

    /// <param name="probe">Seconds that the same work takes now; null for touching fresh memory.</param>
    public QuietMoments(Func<double>? probe = null) => _probe = probe ?? Touch;

    /// <summary>Waiting and measuring again may take <see cref="MostLost"/> times as long as what counts, and this; default 10 s.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Share of what counts that began and ended in a quiet moment, 0..1; NaN before anything was measured.</summary>
    public double Share => (double)_quiet / _all;

    /// <summary>
    /// Waits for a quiet moment, measures, and does so again where the moment did not last, while that is not too long; then the quietest of
    /// what was measured counts.
    /// </summary>
    /// <param name="measure">What is measured.</param>
    /// <param name="cancel">Stops waiting.</param>
    public async Task<T> MeasureAsync<T>(Func<Task<T>> measure, CancellationToken cancel)
    {
        (T Measured, double Slowness)? quietest = null;
        while (true)
        {
            var before = await WaitAsync(cancel).ConfigureAwait(false);
            var begin = Stopwatch.GetTimestamp();
            var measured = await measure().ConfigureAwait(false);
            var took = Stopwatch.GetElapsedTime(begin);
            var slowness = Math.Max(before, Slowness());
            if (quietest is not { } known || slowness < known.Slowness) quietest = (measured, slowness);
            if (quietest.Value.Slowness <= Slower || took > s_longest || IsTooLong(took))
            {
                _counted += took;
                _all++;
                if (quietest.Value.Slowness <= Slower) _quiet++;
                return quietest.Value.Measured;
            }

            _lost += took;
        }
    }

    /// <summary>Until a probe is fast, or it is too long; what the last one was.</summary>
    private async Task<double> WaitAsync(CancellationToken cancel)
    {
        double slowness;
        while ((slowness = Slowness()) > Slower && !IsTooLong(s_pause))
        {
            await Task.Delay(s_pause, cancel).ConfigureAwait(false);
            _lost += s_pause;
        }

        return slowness;
    }

    private bool IsTooLong(TimeSpan more) => _lost + more > (MostLost * _counted) + Grace;

    /// <summary>A probe over the shortest one so far.</summary>
    private double Slowness()
    {
        var seconds = Enumerable.Range(0, Probes).Min(_ => _probe());
        _shortest = Math.Min(_shortest, seconds);
        return seconds / _shortest;
    }

    private static double Touch()
    {
        var begin = Stopwatch.GetTimestamp();
        using (var file = MemoryMappedFile.CreateNew(mapName: null, ProbeBytes))
        using (var view = file.CreateViewAccessor())
            for (var at = 0; at < ProbeBytes; at += Page) view.Write(at, (byte)1);
        return Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }
}
