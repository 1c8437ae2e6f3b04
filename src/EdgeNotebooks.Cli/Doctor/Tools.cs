using System.Diagnostics;

namespace EdgeNotebooks.Cli.Doctor;

/// <summary>Programs on the path.</summary>
internal static class Tools
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    /// <summary>Where a program lies; null if it is not on the path.</summary>
    public static string? Find(string name) => Path.IsPathRooted(name) ? File.Exists(name) ? name : null : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Append("/usr/sbin").Append("/sbin").Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name)).FirstOrDefault(File.Exists);

    /// <summary>What a program prints; null if it is not there, fails or takes too long.</summary>
    public static string? Output(string name, params string[] arguments)
    {
        if (Find(name) is not { } path) return null;
        using var process = Process.Start(new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(s_patience))
        {
            process.Kill(entireProcessTree: true);
            return null;
        }

        Task.WaitAll(output, errors);
        return process.ExitCode == 0 ? output.Result : null;
    }
}
