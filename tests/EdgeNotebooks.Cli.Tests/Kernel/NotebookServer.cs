using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace EdgeNotebooks.Cli.Tests.Kernel;

/// <summary>Debian's Jupyter Notebook with the kernel installed for it, serving a folder.</summary>
public sealed class NotebookServer : IDisposable
{
    private readonly Process _process;

    /// <summary>Starts it and waits until it answers; skips the test where it is not installed.</summary>
    public NotebookServer(Scratch scratch, string folder, params string[] options)
    {
        if (!JupyterPeer.Has(scratch, "notebook")) Assert.Skip("no Jupyter Notebook on this machine; install the package 'jupyter-notebook'");
        JupyterPeer.InstallKernel(scratch);
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        }

        var start = new ProcessStartInfo(JupyterPeer.Python,
        [
            "-m", "notebook", "--no-browser", "--allow-root", "--ip=127.0.0.1", $"--port={new Uri(Address).Port}", "--NotebookApp.token=", $"--notebook-dir={folder}", .. options,
        ])
        { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true };
        JupyterPeer.Settle(start, scratch);
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        using var http = new HttpClient();
        for (var watch = Stopwatch.StartNew(); ; Thread.Sleep(200))
        {
            try
            {
                http.GetStringAsync($"{Address}/api").GetAwaiter().GetResult();
                return;
            }
            catch (HttpRequestException) when (watch.Elapsed < TimeSpan.FromMinutes(1) && !_process.HasExited)
            {
                // Not yet.
            }
        }
    }

    public string Address { get; }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
