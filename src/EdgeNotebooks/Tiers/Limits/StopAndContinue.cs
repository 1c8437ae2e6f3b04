using System.Diagnostics;
using System.Runtime.InteropServices;

namespace EdgeNotebooks.Tiers.Limits;

/// <summary>
/// What stands behind the server's pacing where control groups are not permitted: its processor time is watched, it is stopped when
/// it is ahead of its share, and continued when that has come back. It runs on as many processors as the share needs. A server that
/// waits for requests is never stopped, so that none meets a sleeping tier.
/// </summary>
internal sealed partial class StopAndContinue(double cpus) : ICpuLimit
{
    private const double Period = 0.005;

    /// <summary>Processor time that it may be ahead: pieces as short as this are the pacing's own business.</summary>
    private const double Ahead = 0.005;

    private const int Stop = 19;
    private const int Continue = 18;
    private readonly CancellationTokenSource _end = new();
    private readonly int _processors = (int)Math.Ceiling(cpus);
    private Thread? _thread;
    private double _stopped;
    private long _stops;

    public string Mechanism => $"{CpuLimits.Paced}, behind it SIGSTOP/SIGCONT, looked at every 5 ms";

    public void Prepare(ProcessStartInfo start)
    {
    }

    public void Apply(Process process)
    {
        if (!OperatingSystem.IsLinux()) throw new PlatformNotSupportedException("CPU limits by signals need Linux");
        Pin(process.Id, _processors);
        if (cpus >= _processors) return;
        _thread = new Thread(() => Watch(process)) { IsBackground = true, Name = "processor watch", Priority = ThreadPriority.Highest };
        _thread.Start();
    }

    public Action<double>? Held { private get; set; }

    public CpuCounters Read() => new(Interlocked.Read(ref _stops), Volatile.Read(ref _stopped));

    public void Dispose()
    {
        _end.Cancel();
        _thread?.Join();
        _end.Dispose();
    }

    private void Watch(Process process)
    {
        if (ProcessorClock.Of(process.Id) is not { } begun) return;
        var debt = new CpuDebt(cpus, PreciseClock.Now, begun);
        while (!_end.IsCancellationRequested && !process.HasExited)
        {
            PreciseClock.Until(PreciseClock.Now + Period);
            if (ProcessorClock.Of(process.Id) is not { } used) return;
            var paid = debt.Charge(PreciseClock.Now, used);
            var ahead = (paid - PreciseClock.Now) * cpus;
            if (ahead < Ahead) continue;
            var begin = PreciseClock.Now;
            Signal(process.Id, Stop);
            for (; PreciseClock.Now < paid && !_end.IsCancellationRequested; PreciseClock.Until(Math.Min(paid, PreciseClock.Now + 0.1)))
            {
            }

            Signal(process.Id, Continue);
            Interlocked.Increment(ref _stops);
            Volatile.Write(ref _stopped, _stopped + PreciseClock.Now - begin);
            Held?.Invoke(_stopped);
        }
    }

    private static void Pin(int process, int processors)
    {
        // The last processors: the client and the links tend to run on the first.
        var all = Environment.ProcessorCount;
        foreach (var folder in Directory.GetDirectories($"/proc/{process}/task"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var thread)) continue;
            var mask = new byte[128];
            for (var i = 0; i < Math.Min(processors, all); i++) mask[(all - 1 - i) / 8] |= (byte)(1 << ((all - 1 - i) % 8));
            _ = SetAffinity(thread, mask.Length, mask);
        }
    }

    private static void Signal(int process, int signal) => _ = Kill(process, signal);

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetAffinity(int thread, nint size, byte[] mask);
}
