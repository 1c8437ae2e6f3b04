using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace EdgeNotebooks.Transport.Shaping;

/// <summary>
/// A network namespace behind a link that the kernel's <c>tc</c> limits, to compare our own links with. Linux with root; it is made
/// and removed here, and so is what processes that were killed have left.
/// </summary>
internal sealed class TrafficControl : IDisposable
{
    private const string Prefix = "edgenb-";

    /// <summary>The queue of the bucket filter: large enough that nothing is dropped while a sender is ahead.</summary>
    private const int QueueBytes = 64 << 20;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    private readonly string _name;
    private readonly string _near;

    private TrafficControl(int process)
    {
        _name = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{process}");
        // Names of interfaces have 15 letters at most.
        _near = string.Create(CultureInfo.InvariantCulture, $"ez{process}a");
        // 198.18.0.0/15 is set aside for benchmarks of networks (RFC 2544): a net of four addresses for each process.
        var net = (process & 0x7FFF) << 2;
        Outside = new IPAddress([198, (byte)(18 + (net >> 16)), (byte)(net >> 8), (byte)(net | 1)]);
        Inside = new IPAddress([198, (byte)(18 + (net >> 16)), (byte)(net >> 8), (byte)(net | 2)]);
    }

    /// <summary>This end's address.</summary>
    public IPAddress Outside { get; }

    /// <summary>The address within the namespace.</summary>
    public IPAddress Inside { get; }

    /// <summary>Why it cannot be used here; null if it can. Tries by making one.</summary>
    public static string? WhyNot()
    {
        if (!OperatingSystem.IsLinux()) return "Linux only";
        try
        {
            using var tried = Create(new LinkSettings(10));
            return null;
        }
        catch (InvalidOperationException e)
        {
            return e.Message;
        }
    }

    /// <summary>Makes a namespace whose link has the rate and burst of the settings towards the inside.</summary>
    /// <exception cref="InvalidOperationException">The system does not permit it, or lacks the commands <c>ip</c> and <c>tc</c>.</exception>
    public static TrafficControl Create(LinkSettings link)
    {
        Sweep();
        var made = new TrafficControl(Environment.ProcessId);
        try
        {
            var far = made._near[..^1] + "b";
            Do("ip", $"netns add {made._name}");
            Do("ip", $"link add {made._near} type veth peer name {far}");
            Do("ip", $"link set {far} netns {made._name}");
            Do("ip", $"addr add {made.Outside}/30 dev {made._near}");
            Do("ip", $"link set {made._near} up");
            Do("ip", $"-n {made._name} addr add {made.Inside}/30 dev {far}");
            Do("ip", $"-n {made._name} link set {far} up");
            if (link.Mbps is { } mbps)
            {
                // The bucket must hold what passes between two of the kernel's ticks, and a whole packet.
                var burst = Math.Max(link.BurstBytes, Math.Max(16 * 1024, mbps * 1e6 / 8 * 0.004));
                Do("tc", string.Create(CultureInfo.InvariantCulture, $"qdisc add dev {made._near} root tbf rate {mbps * 1e6:0}bit burst {burst:0} limit {QueueBytes}"));
            }

            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    /// <summary>Lets a process start within the namespace.</summary>
    public void Prepare(ProcessStartInfo start)
    {
        string[] command = ["netns", "exec", _name, start.FileName, .. start.ArgumentList];
        start.FileName = "ip";
        start.ArgumentList.Clear();
        foreach (var word in command) start.ArgumentList.Add(word);
    }

    /// <summary>Removes the namespace, and with it the link.</summary>
    public void Dispose() => Remove(_name, _near);

    private static void Sweep()
    {
        if (!Directory.Exists("/var/run/netns")) return;
        foreach (var name in Directory.GetFiles("/var/run/netns", Prefix + "*").Select(Path.GetFileName))
        {
            var process = name![Prefix.Length..];
            if (!Directory.Exists("/proc/" + process)) Remove(name, $"ez{process}a");
        }
    }

    private static void Remove(string name, string near)
    {
        foreach (var arguments in (string[])[$"link del {near}", $"netns del {name}"])
        {
            try
            {
                Do("ip", arguments);
            }
            catch (InvalidOperationException)
            {
                // It is not there.
            }
        }
    }

    private static void Do(string program, string arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            var errors = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(s_patience))
            {
                process.Kill();
                throw new InvalidOperationException($"'{program} {arguments}' did not end");
            }

            if (process.ExitCode != 0) throw new InvalidOperationException($"'{program} {arguments}' failed: {errors.Result.ReplaceLineEndings(" ").Trim()}");
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new InvalidOperationException($"the command '{program}' is not here ({e.Message})", e);
        }
    }
}
