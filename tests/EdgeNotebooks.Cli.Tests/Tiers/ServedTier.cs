using System.Diagnostics;

namespace EdgeNotebooks.Cli.Tests.Tiers;

/// <summary><c>edgenb tier serve</c> as a process of its own, on any free port of this machine unless told otherwise.</summary>
internal sealed class ServedTier : IDisposable
{
    private readonly Process _process;

    public ServedTier(params string[] arguments)
        : this("edge", new Dictionary<string, string>(), arguments)
    {
    }

    public ServedTier(string name, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        string[] listen = arguments.Contains("--listen") ? [] : ["--listen", "http://127.0.0.1:0"];
        var start = new ProcessStartInfo(Edgenb.Path, ["tier", "serve", "--name", name, "--models", Path.Combine(Edgenb.Root, "models"), .. listen, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (variable, value) in environment) start.Environment[variable] = value;
        _process = Process.Start(start)!;
        // It says that it was stopped, which the test's own output need not repeat.
        _process.BeginErrorReadLine();
        Url = new Uri(_process.StandardOutput.ReadLine()!.Split(' ')[1]);
    }

    public Uri Url { get; }

    public void Dispose()
    {
        Process.Start("kill", ["-TERM", $"{_process.Id}"])!.WaitForExit();
        if (!_process.WaitForExit(10000)) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
