using System.Diagnostics;
using System.Globalization;

namespace EdgeNotebooks.Benchmarks;

/// <summary>Runs programs and tells what they cost.</summary>
public static class Command
{
    private static readonly string s_edgenb = Path.GetFullPath("../../EdgeNotebooks.Cli/release/edgenb", AppContext.BaseDirectory);

    /// <summary>Wall time and the most memory that the process held, polled every few milliseconds.</summary>
    public sealed record Cost(double Seconds, long PeakBytes);

    public static Cost Edgenb(string folder, params string[] arguments) => Run(folder, s_edgenb, arguments);

    /// <summary>Runs a script with the system's Python; null if it fails, as where a package is absent.</summary>
    public static Cost? Python(string folder, string script)
    {
        try
        {
            return Run(folder, "/usr/bin/python3", "-c", script);
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <exception cref="InvalidOperationException">The program failed.</exception>
    public static Cost Run(string folder, string program, params string[] arguments)
    {
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true })!;
        var (errors, _) = (process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync());
        var peak = 0L;
        while (!process.WaitForExit(5)) peak = Math.Max(peak, Peak(process.Id));
        var seconds = watch.Elapsed.TotalSeconds;
        return process.ExitCode == 0 ? new(seconds, peak) : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {errors.Result}");
    }

    private static long Peak(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : 1024 * long.Parse(line[6..^2], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
