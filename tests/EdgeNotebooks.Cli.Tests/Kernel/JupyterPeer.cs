using System.Diagnostics;

namespace EdgeNotebooks.Cli.Tests.Kernel;

/// <summary>Debian's Python with Jupyter's packages, and the kernel installed where it looks.</summary>
public static class JupyterPeer
{
    public const string Python = "/usr/bin/python3";

    public static bool Has(Scratch scratch, string module) => File.Exists(Python) && Start(scratch, ["-c", $"import {module}"]).Status == 0;

    /// <summary>Installs the kernel below the folder and runs a script; skips the test where a module is missing.</summary>
    public static Outcome Run(Scratch scratch, string module, string script, params string[] arguments)
    {
        if (!Has(scratch, module)) Assert.Skip($"no Python module '{module}' on this machine; tests/run installs it where it can");
        InstallKernel(scratch);
        return Start(scratch, [Path.Combine(Edgenb.Root, "tests/EdgeNotebooks.Cli.Tests/Kernel/Peers", script), .. arguments]);
    }

    /// <summary>Under its own name and under the one that the shipped notebooks carry.</summary>
    public static void InstallKernel(Scratch scratch)
    {
        Assert.Equal(0, Edgenb.Run(scratch.Folder, "kernel", "install", "--prefix", "peer").Status);
        Assert.Equal(0, Edgenb.Run(scratch.Folder, "kernel", "install", "--prefix", "peer", "--as", ".net-csharp").Status);
    }

    /// <summary>Lets a Jupyter program find that kernel and nothing of the user's.</summary>
    public static void Settle(ProcessStartInfo start, Scratch scratch)
    {
        start.Environment["JUPYTER_DATA_DIR"] = scratch.Path("peer/share/jupyter");
        start.Environment["JUPYTER_RUNTIME_DIR"] = scratch.Path("runtime");
        start.Environment["JUPYTER_CONFIG_DIR"] = scratch.Path("config");
    }

    /// <summary>Starts a script and leaves it to the caller; the kernel must be installed.</summary>
    public static Process StartProcess(Scratch scratch, string script, params string[] arguments) =>
        Process.Start(Info(scratch, [Path.Combine(Edgenb.Root, "tests/EdgeNotebooks.Cli.Tests/Kernel/Peers", script), .. arguments]))!;

    private static Outcome Start(Scratch scratch, string[] arguments) => new Running(Process.Start(Info(scratch, arguments))!).Finish(TimeSpan.FromMinutes(15));

    private static ProcessStartInfo Info(Scratch scratch, string[] arguments)
    {
        var start = new ProcessStartInfo(Python, arguments) { WorkingDirectory = scratch.Folder, RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true };
        Settle(start, scratch);
        return start;
    }
}
