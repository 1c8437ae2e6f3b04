using System.Diagnostics;

namespace EdgeNotebooks.Tests;

/// <summary>Python with its packages as an independent reference; tests that need one are skipped where it is absent.</summary>
internal static class Python
{
    private static readonly string[] s_places = ["/usr/bin/python3", "python3"];

    /// <summary>Runs a script with the working directory <paramref name="folder"/>; skips the test unless all <paramref name="packages"/> can be imported.</summary>
    public static string Run(string folder, string[] packages, string script, params string[] arguments)
    {
        var python = s_places.FirstOrDefault(place => Start(place, ".", [$"-c", "import " + string.Join(", ", packages)]) is (0, _, _));
        Assert.SkipWhen(python is null, $"no Python with {string.Join(" and ", packages)}");
        var (status, output, errors) = Start(python!, folder, ["-c", script, .. arguments]);
        Assert.True(status == 0, errors);
        return output;
    }

    private static (int Status, string Output, string Errors) Start(string program, string folder, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, errors.Result);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (-1, "", $"no program '{program}'");
        }
    }
}
