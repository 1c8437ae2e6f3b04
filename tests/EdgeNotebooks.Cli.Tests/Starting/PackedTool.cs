using System.Diagnostics;
using System.IO.Compression;

namespace EdgeNotebooks.Cli.Tests.Starting;

/// <summary>The command packed as a .NET tool and installed from a folder, out of the checkout, with no other package source.</summary>
public sealed class PackedTool : IDisposable
{
    private readonly Scratch _scratch = new();

    public PackedTool()
    {
        var packed = Dotnet(Edgenb.Root, "pack", "src/EdgeNotebooks.Cli", "-c", "Release", "--no-build", "-nologo", "-v", "quiet", "-o", _scratch.Path("feed"));
        Assert.True(packed.Status == 0, packed.Output + packed.Error);
        Package = Directory.GetFiles(_scratch.Path("feed"), "*.nupkg").Single();
        _scratch.File("nuget.config", $"""<configuration><packageSources><clear /><add key="here" value="{_scratch.Path("feed")}" /></packageSources></configuration>""");
        var installed = Dotnet(_scratch.Folder, "tool", "install", "EdgeNotebooks.Cli", "--tool-path", "tools");
        Assert.True(installed.Status == 0, installed.Output + installed.Error);
        Path = _scratch.Path(OperatingSystem.IsWindows() ? "tools/edgenb.exe" : "tools/edgenb");
    }

    /// <summary>The <c>.nupkg</c> file.</summary>
    public string Package { get; }

    /// <summary>The installed command.</summary>
    public string Path { get; }

    /// <summary>Names of the files in the package.</summary>
    public IReadOnlyList<string> Entries()
    {
        using var zip = ZipFile.OpenRead(Package);
        return [.. zip.Entries.Select(entry => entry.FullName)];
    }

    public Outcome Run(string folder, params string[] arguments) => new Running(Process.Start(Start(Path, folder, arguments))!).Finish(TimeSpan.FromMinutes(10));

    public void Dispose() => _scratch.Dispose();

    private static Outcome Dotnet(string folder, params string[] arguments) =>
        new Running(Process.Start(Start("dotnet", folder, arguments))!).Finish(TimeSpan.FromMinutes(10));

    private static ProcessStartInfo Start(string program, string folder, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        // Servers that stay behind would keep the streams open; no hint of the checkout may reach the tool.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment.Remove("EDGENB_PAPER");
        return start;
    }
}
