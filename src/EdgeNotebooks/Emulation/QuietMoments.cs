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
    /// <summary>A probe that takes this many times the shortest one is of a slow moment: in the slow state it takes 1.4 times as long, in the fast one 1.05.</summary>
    private const double Slower = 1.15;

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

    /// <summary>Waiting and measuring again may take as long as what counts, and this; default 10 s.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Share of what counts that began and ended in a quiet moment, 0..1; NaN before anything was measured.</summary>
    public double Share => (double)_quiet / _all;

    /// <summary>Waits for a quiet moment, measures, and does so again where the moment did not last, while that is not too long.</summary>
    /// <param name="measure">What is measured; its last result counts.</param>
    /// <param name="cancel">Stops waiting.</param>
    public async Task<T> MeasureAsync<T>(Func<Task<T>> measure, CancellationToken cancel)
    {
        while (true)
        {
            var isQuiet = await WaitAsync(cancel).ConfigureAwait(false);
            var begin = Stopwatch.GetTimestamp();
            var measured = await measure().ConfigureAwait(false);
            var took = Stopwatch.GetElapsedTime(begin);
            isQuiet &= IsQuiet();
            if (isQuiet || took > s_longest || _lost + took > _counted + Grace)
            {
                _counted += took;
                _all++;
                if (isQuiet) _quiet++;
                return measured;
            }

            _lost += took;
        }
    }

    private async Task<bool> WaitAsync(CancellationToken cancel)
    {
        while (!IsQuiet())
        {
            if (_lost > _counted + Grace) return false;
            await Task.Delay(s_pause, cancel).ConfigureAwait(false);
            _lost += s_pause;
        }

        return true;
    }

    private bool IsQuiet()
    {
        var seconds = Enumerable.Range(0, Probes).Min(_ => _probe());
        _shortest = Math.Min(_shortest, seconds);
        return seconds <= _shortest * Slower;
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
