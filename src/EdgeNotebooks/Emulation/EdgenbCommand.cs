using System.Diagnostics;
using System.Runtime.InteropServices;

namespace EdgeNotebooks.Emulation;

/// <summary>How this library starts the command <c>edgenb</c>, which holds the server.</summary>
internal static class EdgenbCommand
{
    /// <summary>Names another place of the command, for programs that use the library alone.</summary>
    public const string Variable = "EDGENB";

    /// <summary>The command with arguments, its streams redirected.</summary>
    /// <exception cref="FileNotFoundException">The command is nowhere.</exception>
    public static ProcessStartInfo Start(params string[] arguments)
    {
        var (file, first) = Find();
        var start = new ProcessStartInfo(file, first is null ? arguments : [first, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Settings of the calling test or notebook process are none of the tiers'.
        start.Environment.Remove("DOTNET_STARTUP_HOOKS");
        return start;
    }

    private static (string File, string? First) Find()
    {
        var executable = OperatingSystem.IsWindows() ? "edgenb.exe" : "edgenb";
        foreach (var folder in Folders())
        {
            if (File.Exists(Path.Combine(folder, executable))) return (Path.Combine(folder, executable), null);
            if (File.Exists(Path.Combine(folder, "edgenb.dll"))) return (Dotnet(), Path.Combine(folder, "edgenb.dll"));
        }

        throw new FileNotFoundException($"the command 'edgenb', which serves tiers, is not beside EdgeNotebooks.dll (looked in {string.Join(", ", Folders())}); "
            + $"build src/EdgeNotebooks.Cli, or set {Variable} to its folder");
    }

    /// <summary>The program of the runtime that this process uses: an editor that started it may have none on its path.</summary>
    private static string Dotnet()
    {
        var mine = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        return Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : File.Exists(mine) ? mine : "dotnet";
    }

    private static IEnumerable<string> Folders()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } told) yield return File.Exists(told) ? Path.GetDirectoryName(told)! : told;
        if (Path.GetDirectoryName(typeof(EdgenbCommand).Assembly.Location) is { Length: > 0 } beside) yield return beside;
        yield return AppContext.BaseDirectory;
        yield return Path.GetFullPath("../../EdgeNotebooks.Cli/release", AppContext.BaseDirectory);
    }
}
