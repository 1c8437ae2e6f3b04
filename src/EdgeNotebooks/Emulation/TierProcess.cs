using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using EdgeNotebooks.Tiers;
using EdgeNotebooks.Transport.Shaping;

namespace EdgeNotebooks.Emulation;

/// <summary>A tier that this process has started: <c>edgenb tier serve</c>, which ends when this process does, however that happens.</summary>
internal sealed class TierProcess : ILabTier
{
    /// <summary>Environment variable that hands the token over.</summary>
    public const string TokenVariable = "EDGENB_TIER_TOKEN";

    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(90);
    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly SemaphoreSlim _asking = new(1);

    private TierProcess(Tier tier, Process process)
    {
        (Tier, _process) = (tier, process);
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null) return;
            lock (_errors)
                if (_errors.Length < 4000) _errors.AppendLine(line.Data);
        };
        process.BeginErrorReadLine();
    }

    /// <summary>Name and limits.</summary>
    public Tier Tier { get; }

    /// <summary>What it said last.</summary>
    public TierStatus Status { get; private set; } = null!;

    /// <inheritdoc/>
    public int? Id => _process.Id;

    /// <inheritdoc/>
    public TierGauges? Gauges { get; private set; }

    /// <summary>Starts a tier and returns when it serves.</summary>
    /// <exception cref="TierFailedException">It did not start.</exception>
    public static async Task<TierProcess> StartAsync(Tier tier, string models, Uri? next, LinkSettings link, LabSettings settings, CancellationToken cancel)
    {
        var arguments = new List<string> { "tier", "serve", "--controlled", "--name", tier.Name, "--listen", "http://127.0.0.1:0", "--models", models };
        void Add(string option, object? value)
        {
            if (value is not null) arguments.AddRange([option, string.Create(CultureInfo.InvariantCulture, $"{value}")]);
        }

        Add("--next", next);
        Add("--cpus", tier.Cpus);
        Add("--memory", tier.MemoryBytes);
        Add("--link-mbps", link.Mbps);
        Add("--shaper", link.ShaperName);
        Add("--delay-ms", link.DelayMs);
        Add("--jitter-ms", link.JitterMs);
        Add("--overhead", link.Overhead);
        Add("--threads", settings.HostThreads ? "host" : "quota");
        Add("--cpu-limit", settings.CpuLimit);
        var start = EdgenbCommand.Start([.. arguments]);
        start.Environment[TokenVariable] = settings.Token;
        var process = new TierProcess(tier, Process.Start(start)!);
        try
        {
            await process.ListenAsync(s_startLimit, cancel).ConfigureAwait(false);
            if (process.Status.GaugesFile is { } gauges) process.Gauges = TierGauges.Open(gauges, process.Status.KernelFile);
            return process;
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<bool> AskAsync(TierOrder order, CancellationToken cancel = default)
    {
        await _asking.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(order)).ConfigureAwait(false);
            await _process.StandardInput.FlushAsync(cancel).ConfigureAwait(false);
            await ListenAsync(TimeSpan.FromSeconds(10), cancel).ConfigureAwait(false);
            return true;
        }
        catch (IOException e)
        {
            throw Failed(e);
        }
        finally
        {
            _asking.Release();
        }
    }

    /// <summary>Ends the tier: closing its input is the word; it is killed if it does not listen.</summary>
    public void Dispose()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended already.
        }

        if (!_process.WaitForExit(5000)) _process.Kill(entireProcessTree: true);
        _process.Dispose();
        Gauges?.Dispose();
    }

    private async Task ListenAsync(TimeSpan limit, CancellationToken cancel)
    {
        try
        {
            var line = await _process.StandardOutput.ReadLineAsync(CancellationToken.None).AsTask().WaitAsync(limit, cancel).ConfigureAwait(false) ?? throw Failed(null);
            Status = JsonSerializer.Deserialize<TierStatus>(line) ?? throw Failed(null);
        }
        catch (TimeoutException e)
        {
            throw new TierFailedException(Tier.Name, string.Create(CultureInfo.InvariantCulture, $"tier '{Tier.Name}' said nothing within {limit.TotalSeconds} s; is this machine overloaded?"), e);
        }
    }

    private TierFailedException Failed(Exception? cause)
    {
        _process.WaitForExit(1000);
        lock (_errors)
            return new TierFailedException(Tier.Name, $"tier '{Tier.Name}' has ended; start the lab again. It said: {_errors.ToString().ReplaceLineEndings(" ").Replace("error: ", "", StringComparison.Ordinal).Trim()}", cause);
    }
}
