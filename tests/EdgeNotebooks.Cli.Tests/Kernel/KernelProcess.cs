using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace EdgeNotebooks.Cli.Tests.Kernel;

/// <summary>The kernel as a Jupyter client starts it: <c>edgenb kernel start</c> with a connection file.</summary>
public sealed class KernelProcess : IDisposable
{
    public const string Key = "a0436f6c-1916-498b-8eb9-e81ab9368e84";

    private readonly Process _process;
    private readonly System.Text.StringBuilder _log = new();

    /// <param name="folder">Where it runs.</param>
    /// <param name="parent">The process that it shall watch; none by default.</param>
    /// <param name="command">A kernelspec's command with <c>{connection_file}</c>; that of the build by default.</param>
    public KernelProcess(string folder, int? parent = null, IReadOnlyList<string>? command = null)
    {
        var ports = FreePorts(5);
        string[] names = ["shell_port", "control_port", "iopub_port", "stdin_port", "hb_port"];
        var connection = new JsonObject { ["transport"] = "tcp", ["ip"] = "127.0.0.1", ["key"] = Key, ["signature_scheme"] = "hmac-sha256", ["kernel_name"] = "edgenotebooks" };
        for (var i = 0; i < names.Length; i++) connection[names[i]] = ports[i];
        Ports = names.Zip(ports).ToDictionary(pair => pair.First, pair => pair.Second);
        var file = Path.Combine(folder, $"kernel-{Guid.NewGuid():N}.json");
        File.WriteAllText(file, connection.ToJsonString());
        string[] words = [.. (command ?? [Edgenb.Path, "kernel", "start", "{connection_file}"]).Select(word => word.Replace("{connection_file}", file, StringComparison.Ordinal))];
        var start = new ProcessStartInfo(words[0], words[1..]) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true };
        if (parent is { } id) start.Environment["JPY_PARENT_PID"] = $"{id}";
        else start.Environment.Remove("JPY_PARENT_PID");
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) => _log.AppendLine(line.Data);
        _process.OutputDataReceived += (_, line) => _log.AppendLine(line.Data);
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    public IReadOnlyDictionary<string, int> Ports { get; }

    public int Id => _process.Id;

    public string Log => _log.ToString();

    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Whether the process ended by itself within the limit.</summary>
    public bool EndsWithin(TimeSpan limit) => _process.WaitForExit(limit);

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        foreach (var listener in listeners) listener.Start();
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        foreach (var listener in listeners) listener.Stop();
        return ports;
    }
}
