using System.Diagnostics;

namespace EdgeNotebooks.Cli.Tests.Kernel;

/// <summary>Debian's Python with Jupyter's packages, and the kernel installed where it looks.</summary>
public static class JupyterPeer
{
    private const string Python = "/usr/bin/python3";

    /// <summary>Installs the kernel below the folder and runs a script; skips the test where a module is missing.</summary>
    public static Outcome Run(Scratch scratch, string module, string script, params string[] arguments)
    {
        if (!File.Exists(Python) || Start(scratch, ["-c", $"import {module}"]).Status != 0)
            Assert.Skip($"no Python module '{module}' on this machine; tests/run installs it where it can");
        Assert.Equal(0, Edgenb.Run(scratch.Folder, "kernel", "install", "--prefix", "peer").Status);
        Assert.Equal(0, Edgenb.Run(scratch.Folder, "kernel", "install", "--prefix", "peer", "--as", ".net-csharp").Status);
        return Start(scratch, [Path.Combine(Edgenb.Root, "tests/EdgeNotebooks.Cli.Tests/Kernel/Peers", script), .. arguments]);
    }

    private static Outcome Start(Scratch scratch, string[] arguments)
    {
        var start = new ProcessStartInfo(Python, arguments) { WorkingDirectory = scratch.Folder, RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true };
        start.Environment["JUPYTER_DATA_DIR"] = scratch.Path("peer/share/jupyter");
        start.Environment["JUPYTER_RUNTIME_DIR"] = scratch.Path("runtime");
        return new Running(Process.Start(start)!).Finish(TimeSpan.FromMinutes(15));
    }
}
