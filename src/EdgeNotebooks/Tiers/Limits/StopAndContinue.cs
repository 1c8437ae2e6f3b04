using System.Diagnostics;
using System.Runtime.InteropServices;

namespace EdgeNotebooks.Tiers.Limits;

/// <summary>
/// The limit where control groups are not permitted: the process is stopped and continued in turn, so that it runs for its share
/// of each period on as many processors as the share needs. It sees the stops as the machine being slow.
/// </summary>
internal sealed partial class StopAndContinue(double cpus) : ICpuLimit
{
    private const double Period = 0.010;
    private const int Stop = 19;
    private const int Continue = 18;
    private readonly CancellationTokenSource _end = new();
    private readonly int _processors = (int)Math.Ceiling(cpus);
    private Thread? _thread;
    private double _stopped;
    private long _periods;

    public string Mechanism => "SIGSTOP/SIGCONT, period 10 ms";

    public void Prepare(ProcessStartInfo start)
    {
    }

    public void Apply(Process process)
    {
        if (!OperatingSystem.IsLinux()) throw new PlatformNotSupportedException("CPU limits need Linux");
        Pin(process.Id, _processors);
        var share = cpus / _processors;
        if (share >= 1) return;
        _thread = new Thread(() => Cycle(process, share)) { IsBackground = true, Name = "duty cycle", Priority = ThreadPriority.Highest };
        _thread.Start();
    }

    public CpuCounters Read() => new(Interlocked.Read(ref _periods), Interlocked.Read(ref _periods), Volatile.Read(ref _stopped));

    public void Dispose()
    {
        _end.Cancel();
        _thread?.Join();
        _end.Dispose();
    }

    private void Cycle(Process process, double share)
    {
        // Turns against an absolute clock: a turn that comes late makes the other one shorter, and the share stays.
        var start = PreciseClock.Now;
        for (var period = 0L; !_end.IsCancellationRequested && !process.HasExited; period++)
        {
            var begin = start + period * Period;
            Signal(process.Id, Continue);
            PreciseClock.Until(begin + share * Period);
            Signal(process.Id, Stop);
            var stopped = PreciseClock.Now;
            PreciseClock.Until(begin + Period);
            Volatile.Write(ref _stopped, _stopped + PreciseClock.Now - stopped);
            Interlocked.Increment(ref _periods);
        }

        Signal(process.Id, Continue);
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
