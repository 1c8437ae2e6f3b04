using System.Diagnostics;
using System.Globalization;

namespace EdgeNotebooks.Tiers.Limits;

/// <summary>A memory limit: the kernel's where control groups are permitted, else a budget that is looked at every 25 ms, and every 2 ms near the limit.</summary>
internal sealed class MemoryLimit : IDisposable
{
    private const int PollMilliseconds = 25;

    /// <summary>Memory comes at a gigabyte a second: near the limit it is looked at this often.</summary>
    private const int NearMilliseconds = 2;

    /// <summary>What is near, as a part of the limit.</summary>
    private const double Near = 0.7;

    private readonly ControlGroup? _group;
    private readonly CancellationTokenSource _end = new();
    private Thread? _thread;
    private long _peak;
    private volatile bool _exceeded;

    /// <summary>Makes the limit.</summary>
    /// <param name="tier">Name of the tier.</param>
    /// <param name="bytes">The limit; null for none.</param>
    /// <param name="mayUseGroup">False polls even where control groups are permitted.</param>
    public MemoryLimit(string tier, long? bytes, bool mayUseGroup = true)
    {
        Bytes = bytes;
        if (bytes is null || !mayUseGroup) return;
        _group = ControlGroup.TryCreate("memory", ("memory.limit_in_bytes", "memory.max"), tier);
        _group?.Write(_group.IsUnified ? "memory.max" : "memory.limit_in_bytes", bytes.Value.ToString(CultureInfo.InvariantCulture));
    }

    public long? Bytes { get; }

    /// <summary>The limit as the system has it: control groups count whole pages.</summary>
    public long? Effective => _group is null ? Bytes : long.Parse(_group.Read(_group.IsUnified ? "memory.max" : "memory.limit_in_bytes"), CultureInfo.InvariantCulture);

    public string Mechanism => Bytes is null ? "none" : _group is null ? $"resident memory polled every {PollMilliseconds} ms" : $"cgroup v{(_group.IsUnified ? 2 : 1)} memory";

    /// <summary>The most memory that was seen, in bytes: as the kernel counted it for the limit, else resident without what is shared with other processes; 0 where neither was looked at.</summary>
    public long Peak => KernelPeak() ?? Interlocked.Read(ref _peak);

    /// <summary>Whether the limit has ended the process.</summary>
    public bool IsExceeded => _exceeded || KernelKills() > 0;

    public void Prepare(ProcessStartInfo start) => _group?.Prepare(start);

    /// <summary>Looks at the process from now on, where the kernel does not.</summary>
    public void Watch(Process process)
    {
        if (_group is not null || Bytes is not { } limit) return;
        _thread = new Thread(() => Poll(process, limit)) { IsBackground = true, Name = "memory" };
        _thread.Start();
    }

    public void Dispose()
    {
        _end.Cancel();
        _thread?.Join();
        _end.Dispose();
        _group?.Dispose();
    }

    private long KernelKills() => _group is null ? 0
        : (_group.IsUnified ? _group.ReadKey("memory.events", "oom_kill") : _group.ReadKey("memory.oom_control", "oom_kill")) ?? 0;

    private long? KernelPeak()
    {
        var file = _group is null ? null : _group.IsUnified ? "memory.peak" : "memory.max_usage_in_bytes";
        return file is not null && File.Exists(Path.Combine(_group!.Folder, file)) ? long.Parse(_group.Read(file), CultureInfo.InvariantCulture) : null;
    }

    private void Poll(Process process, long limit)
    {
        for (var pause = PollMilliseconds; !_end.Token.WaitHandle.WaitOne(pause) && !process.HasExited;)
        {
            var now = Resident(process.Id);
            pause = now > Near * limit ? NearMilliseconds : PollMilliseconds;
            if (now > _peak) Interlocked.Exchange(ref _peak, now);
            if (now <= limit) continue;
            _exceeded = true;
            process.Kill();
        }
    }

    private static long Resident(int process)
    {
        try
        {
            var pages = File.ReadAllText($"/proc/{process}/statm").Split(' ');
            return (long.Parse(pages[1], CultureInfo.InvariantCulture) - long.Parse(pages[2], CultureInfo.InvariantCulture)) * Environment.SystemPageSize;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return 0;
        }
    }
}
