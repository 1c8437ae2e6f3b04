using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using EdgeNotebooks.Tiers;
using EdgeNotebooks.Tiers.Limits;
using EdgeNotebooks.Transport.Shaping;

namespace EdgeNotebooks.Emulation;

/// <summary>
/// A tier as its link process runs it: the shaped link that callers meet, and behind it the server, a process of its own with
/// limited processor time and memory. The link is never slowed by the tier's limits, and outlives the server to say why it ended.
/// </summary>
internal sealed class TierSupervisor : IDisposable
{
    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(60);

    /// <summary>A process that was killed is gone at once on an idle machine.</summary>
    private static readonly TimeSpan s_endLimit = TimeSpan.FromSeconds(3);

    private readonly TierServeSettings _settings;
    private readonly ICpuLimit _cpu;
    private readonly MemoryLimit _memory;
    private readonly Process _server;
    private readonly StringBuilder _lastWords = new();
    private readonly string? _gaugesFile;
    private readonly TierGauges? _gauges;
    private volatile bool _ending;

    private TierSupervisor(TierServeSettings settings, string? gaugesFile)
    {
        (_settings, _gaugesFile) = (settings, gaugesFile);
        _cpu = CpuLimits.Create(settings.Tier, settings.Mechanism);
        _memory = new MemoryLimit(settings.Tier.Name, settings.Tier.MemoryBytes, mayUseGroup: settings.Mechanism is "auto" or "cgroup");
        try
        {
            Link = new ShapedLink(settings.Endpoint(), settings.Link, Fault);
            if (gaugesFile is not null)
            {
                var gauges = _gauges = TierGauges.Create(gaugesFile);
                gauges.HeldSeconds = _cpu.Read().ThrottledSeconds;
                _cpu.Held = seconds => gauges.HeldSeconds = seconds;
                Link.Up.Watcher = crossed => gauges.Crossed = crossed;
            }

            _server = Launch();
        }
        catch
        {
            Link?.Dispose();
            _memory.Dispose();
            _cpu.Dispose();
            _gauges?.Dispose();
            throw;
        }
    }

    /// <summary>The link into the tier.</summary>
    public ShapedLink Link { get; }

    /// <summary>Where the tier is reached.</summary>
    public Uri Url => new UriBuilder(_settings.Listen) { Host = _settings.Listen.Host is "*" or "+" ? "0.0.0.0" : _settings.Listen.Host, Port = Link.Endpoint.Port }.Uri;

    /// <summary>What is known now.</summary>
    public TierStatus Status
    {
        get => new()
        {
            Url = Url,
            ServerProcess = _server.Id,
            IsRunning = !_server.HasExited,
            CpuMechanism = _cpu.Mechanism,
            MemoryMechanism = _memory.Mechanism,
            Throttled = _cpu.Read().Throttled,
            MemoryLimitBytes = _memory.Effective,
            GaugesFile = _gaugesFile,
            KernelFile = _cpu.KernelFile,
        };
    }

    /// <summary>Starts the tier and returns when it answers.</summary>
    /// <param name="settings">What to serve.</param>
    /// <param name="gaugesFile">Where to count for a lab of this machine.</param>
    /// <exception cref="TierFailedException">The server did not start.</exception>
    public static TierSupervisor Start(TierServeSettings settings, string? gaugesFile = null)
    {
        var supervisor = new TierSupervisor(settings, gaugesFile);
        try
        {
            supervisor.Await();
            return supervisor;
        }
        catch
        {
            supervisor.Dispose();
            throw;
        }
    }

    /// <summary>Returns when the server has ended, whatever the reason.</summary>
    public Task Ended => _server.WaitForExitAsync();

    /// <summary>Why the server has ended, in a sentence.</summary>
    public string Epitaph => _memory.IsExceeded
        ? string.Create(CultureInfo.InvariantCulture, $"tier '{_settings.Tier.Name}' was ended: its memory limit is {_memory.Bytes} bytes, seen were {Math.Max(_memory.Peak, _memory.Bytes ?? 0)} ({_memory.Mechanism})")
        : $"tier '{_settings.Tier.Name}' has ended unexpectedly{(_server.HasExited ? $" with status {_server.ExitCode}" : "")}; start it again{LastWords()}";

    public void Dispose()
    {
        _ending = true;
        Link.Dispose();
        if (!_server.HasExited) _server.Kill(entireProcessTree: true);
        _server.WaitForExit(5000);
        _cpu.Dispose();
        _memory.Dispose();
        _server.Dispose();
        _gauges?.Dispose();
    }

    private Process Launch()
    {
        var start = EdgenbCommand.Start("tier", "worker");
        // A server is ended by killing it, which would leave its debugger's pipes behind.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        // A limited tier compiles what is called once, at its first call: better code made in the background later would be made at the cost
        // of its share, and slow a hundred requests after every new kind of one. Without a limit that costs nobody anything.
        start.Environment[_settings.Tier.Cpus is null ? "DOTNET_TieredPGO" : "DOTNET_TieredCompilation"] = "0";
        // A server reaches its steady size within some hundred requests.
        start.Environment["DOTNET_GCgen0size"] = "100000";
        // Bytes in hexadecimal: by default .NET refuses memory at three quarters of a control group's limit, before the tier's own limit counts.
        start.Environment["DOTNET_GCHeapHardLimit"] = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes.ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_PROCESSOR_COUNT"] = Math.Max(1, (int)Math.Ceiling(_settings.Tier.Cpus ?? Environment.ProcessorCount)).ToString(CultureInfo.InvariantCulture);
        _cpu.Prepare(start);
        _memory.Prepare(start);
        // The child asks to be killed with the thread that made it, so that thread must live as long as we do.
        Process? server = null;
        Exception? failure = null;
        using var made = new ManualResetEventSlim();
        new Thread(() =>
        {
            try
            {
                server = Process.Start(start)!;
            }
            catch (Exception e)
            {
                failure = e;
            }

            made.Set();
            server?.WaitForExit();
        })
        { IsBackground = true, Name = "server" }.Start();
        made.Wait();
        return server ?? throw new TierFailedException(_settings.Tier.Name, $"tier '{_settings.Tier.Name}' did not start: {failure!.Message}", failure);
    }

    private void Await()
    {
        _server.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null) return;
            lock (_lastWords)
                if (_lastWords.Length < 4000) _lastWords.AppendLine(line.Data);
        };
        _server.BeginErrorReadLine();
        _server.StandardInput.WriteLine(JsonSerializer.Serialize(new WorkerOrders
        {
            Tier = _settings.Tier.Name,
            Models = Path.GetFullPath(_settings.Models),
            Next = _settings.Next,
            Token = _settings.Token,
            Cpus = _settings.Mechanism == "none" ? null : _settings.Tier.Cpus,
            Threads = _settings.Threads,
            Concurrency = _settings.Threads,
            MaxRequestBytes = _settings.MaxRequestBytes,
            Certificate = _settings.Certificate,
            CertificatePassword = _settings.CertificatePassword,
            Trust = _settings.Trust is { } trust ? Path.GetFullPath(trust) : null,
            AcceptsModels = _settings.AcceptsModels,
            Description = new TierDescription
            {
                Tier = _settings.Tier,
                Link = Link.Up.Settings,
                CpuMechanism = _cpu.Mechanism,
                MemoryMechanism = _memory.Mechanism,
                AcceptsModels = _settings.AcceptsModels,
            },
        }));
        _server.StandardInput.Flush();
        var answer = _server.StandardOutput.ReadLineAsync();
        if (!answer.Wait(s_startLimit) || WorkerAddress.Parse(answer.Result) is not { } address)
        {
            _server.WaitForExit(500);
            throw new TierFailedException(_settings.Tier.Name, $"tier '{_settings.Tier.Name}' did not start{LastWords()}");
        }

        _memory.Watch(_server);
        _cpu.Apply(_server);
        Link.Target = address.EndPoint;
    }

    /// <summary>A reply for the caller whose request the server cannot answer any more; none while it lives, or behind TLS.</summary>
    private byte[]? Fault()
    {
        if (_ending || _settings.Listen.Scheme == "https" || (Link.Target is not null && !_server.WaitForExit(1000))) return null;
        var exceeded = _memory.IsExceeded;
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            error = Link.Target is null ? $"tier '{_settings.Tier.Name}' is still starting" : Epitaph,
            tier = _settings.Tier.Name,
            limit_bytes = exceeded ? _memory.Bytes : null,
            peak_bytes = exceeded ? (long?)Math.Max(_memory.Peak, _memory.Bytes ?? 0) : null,
        });
        var head = string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n");
        return [.. System.Text.Encoding.ASCII.GetBytes(head), .. body];
    }

    private string LastWords()
    {
        lock (_lastWords) return _lastWords.Length == 0 ? "" : $"; it said: {_lastWords.ToString().ReplaceLineEndings(" ").Trim()}";
    }
}
