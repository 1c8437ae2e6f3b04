using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text.Json;
using EdgeNotebooks.Emulation;
using EdgeNotebooks.Serving;
using EdgeNotebooks.Tiers;
using EdgeNotebooks.Transport.Shaping;

namespace EdgeNotebooks.Cli.Commands;

/// <summary><c>edgenb tier</c>: one tier as a server.</summary>
internal static partial class TierCommand
{
    public static Command Create() => new("tier", "Tiers: servers with limited processors, memory and link.") { Serve(), CrossCheckCommand.Create(), Worker(), CrossCheckCommand.Sink() };

    private static Command Serve()
    {
        var name = new Option<string>("--name") { Description = "mobile, edge or cloud, or a name of your own.", Required = true };
        var listen = new Option<string>("--listen") { Description = "URL to be reached at, such as http://127.0.0.1:5000; port 0 for any.", Required = true };
        var next = new Option<string?>("--next") { Description = "URL of the tier that requests travel on to." };
        var models = new Option<string>("--models") { Description = "Folder of ONNX files; each is served under its name without .onnx.", Required = true };
        var cpus = new Option<double?>("--cpus") { Description = "Processors' worth of time, such as 0.25 (Linux)." };
        var memory = new Option<long?>("--memory") { Description = "Memory limit in bytes (Linux)." };
        var mbps = new Option<double?>("--link-mbps") { Description = "Rate of the link into this tier in Mbit/s, each direction." };
        var shaper = new Option<string>("--shaper") { Description = "steady, or paper-burst: the first second of data is free, as in the study.", DefaultValueFactory = _ => "steady" };
        var delay = new Option<double>("--delay-ms") { Description = "One-way delay of the link." };
        var jitter = new Option<double>("--jitter-ms") { Description = "The delay varies by as much, both ways." };
        var overhead = new Option<double>("--overhead") { Description = "Wire bytes per payload byte; 1.046 compares with tc, which counts Ethernet headers.", DefaultValueFactory = _ => 1 };
        var token = new Option<string?>("--token") { Description = "What callers must show as 'Authorization: Bearer TOKEN'." };
        var insecure = new Option<bool>("--insecure") { Description = "Lets an address that others reach go without token and TLS." };
        var certificate = new Option<string?>("--certificate") { Description = "For https: a .pfx file, or a .pem file that holds the key too." };
        var password = new Option<string?>("--certificate-password") { Description = "Password of the .pfx file." };
        var trust = new Option<string?>("--trust") { Description = "Certificate file (PEM or DER) of the next tier, if no authority signed it; --certificate is trusted anyway." };
        var accept = new Option<bool>("--accept-models") { Description = "Callers may bring models: PUT v2/edgenb/models/NAME; they are gone when the tier stops." };
        var most = new Option<long>("--max-request-bytes") { Description = "Larger requests are refused.", DefaultValueFactory = _ => 1L << 30 };
        var threads = new Option<string>("--threads") { Description = "quota: as many as --cpus grants; host: as many as the machine has, as in the study.", DefaultValueFactory = _ => "quota" };
        threads.AcceptOnlyFromAmong("quota", "host");
        var mechanism = new Option<string>("--cpu-limit") { Description = "What stands behind the server's own pacing: auto, cgroup, signals, paced (nothing); none for no limit.", DefaultValueFactory = _ => "auto" };
        var controlled = new Option<bool>("--controlled") { Hidden = true };
        var command = new Command("serve", "Serves the models of a folder by the Open Inference Protocol v2.")
        {
            name, listen, next, models, cpus, memory, mbps, shaper, delay, jitter, overhead, token, insecure, certificate, password, trust, accept, most, threads, mechanism, controlled,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            var settings = new TierServeSettings
            {
                Tier = new Tier(parsed.GetValue(name)!, parsed.GetValue(cpus), parsed.GetValue(memory)),
                Listen = Url("--listen", parsed.GetValue(listen)!),
                Next = parsed.GetValue(next) is { } url ? Url("--next", url) : null,
                Models = parsed.GetValue(models)!,
                Link = new LinkSettings(parsed.GetValue(mbps))
                {
                    Shaper = LinkSettings.ParseShaper(parsed.GetValue(shaper)!),
                    DelayMs = parsed.GetValue(delay),
                    JitterMs = parsed.GetValue(jitter),
                    Overhead = parsed.GetValue(overhead),
                },
                // A lab hands the token over by its environment, where the list of processes does not show it.
                Token = parsed.GetValue(token) ?? Environment.GetEnvironmentVariable(TierProcess.TokenVariable),
                Insecure = parsed.GetValue(insecure),
                Certificate = parsed.GetValue(certificate),
                CertificatePassword = parsed.GetValue(password),
                Trust = parsed.GetValue(trust),
                AcceptsModels = parsed.GetValue(accept),
                MaxRequestBytes = Math.Clamp(parsed.GetValue(most), 1, 2_000_000_000),
                HostThreads = parsed.GetValue(threads) == "host",
                Mechanism = parsed.GetValue(mechanism)!,
            }.Checked();
            return await TierService.RunAsync(settings, parsed.GetValue(controlled), cancel).ConfigureAwait(false);
        });
        return command;
    }

    private static Uri Url(string option, string text) => Uri.TryCreate(text, UriKind.Absolute, out var url)
        ? url
        : throw new ArgumentException($"{option} '{text}' is no URL; write it like http://127.0.0.1:5000");

    /// <summary>The server process of a tier, started by 'tier serve' and told by it what to do.</summary>
    private static Command Worker()
    {
        var command = new Command("worker", "Started by 'tier serve'.") { Hidden = true };
        command.SetAction(async (parsed, cancel) =>
        {
            // The link process may be killed while this one is stopped by its CPU limit: only the kernel can end it then.
            if (OperatingSystem.IsLinux()) _ = SetParentDeathSignal(1, 9);
            var orders = JsonSerializer.Deserialize<WorkerOrders>(await Console.In.ReadLineAsync(cancel).ConfigureAwait(false) ?? throw new ArgumentException("'tier worker' is started by 'tier serve'"))!;
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            _ = Task.Run(() =>
            {
                while (Console.In.ReadLine() is not null)
                {
                }

                stop.Cancel();
            }, CancellationToken.None);
            await TierServer.RunAsync(orders, address => Console.Out.WriteLine(address.Text), stop.Token).ConfigureAwait(false);
            return 0;
        });
        return command;
    }

    [LibraryImport("libc", EntryPoint = "prctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetParentDeathSignal(int option, nint signal);
}
