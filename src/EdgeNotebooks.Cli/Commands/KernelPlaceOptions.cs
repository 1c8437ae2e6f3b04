using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using EdgeNotebooks.Host.Jupyter.Specs;

namespace EdgeNotebooks.Cli.Commands;

/// <summary>The options that say where a kernelspec goes, by the names of Jupyter's own command.</summary>
internal sealed class KernelPlaceOptions
{
    public Option<bool> User { get; } = new("--user") { Description = "For this user (the default)." };

    public Option<string?> Prefix { get; } = new("--prefix") { Description = "Below DIR/share/jupyter/kernels." };

    public Option<bool> SysPrefix { get; } = new("--sys-prefix") { Description = "In the Python environment that is active." };

    public Option<bool> Json { get; } = new("--json") { Description = "The result as one JSON document on stdout." };

    /// <exception cref="ArgumentException">Two places, or no Python for <c>--sys-prefix</c>.</exception>
    public string Folder(ParseResult parsed)
    {
        var prefix = parsed.GetValue(Prefix);
        var places = (parsed.GetValue(User) ? 1 : 0) + (prefix is null ? 0 : 1) + (parsed.GetValue(SysPrefix) ? 1 : 0);
        if (places > 1) throw new ArgumentException("--user, --prefix and --sys-prefix exclude each other; give one of them");
        if (prefix is not null) return KernelSpecFolders.Prefix(Path.GetFullPath(prefix));
        if (!parsed.GetValue(SysPrefix)) return KernelSpecFolders.User;
        return KernelSpecFolders.Prefix(PythonPrefix()
            ?? throw new ArgumentException("--sys-prefix needs a Python environment, and neither an active one nor 'python3' was found; use --prefix DIR"));
    }

    /// <summary>The active environment's folder, or that of <c>python3</c>; null without Python.</summary>
    public static string? PythonPrefix()
    {
        if (Environment.GetEnvironmentVariable("VIRTUAL_ENV") is { Length: > 0 } virtualEnvironment) return virtualEnvironment;
        if (Environment.GetEnvironmentVariable("CONDA_PREFIX") is { Length: > 0 } conda) return conda;
        try
        {
            using var python = Process.Start(new ProcessStartInfo(OperatingSystem.IsWindows() ? "python" : "python3", ["-c", "import sys; print(sys.prefix)"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var prefix = python.StandardOutput.ReadToEnd().Trim();
            python.WaitForExit();
            return python.ExitCode == 0 && prefix.Length > 0 ? prefix : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
