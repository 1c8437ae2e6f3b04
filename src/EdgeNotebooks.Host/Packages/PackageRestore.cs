using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using EdgeNotebooks.Host.Documents;

namespace EdgeNotebooks.Host.Packages;

/// <summary>
/// Restores packages as a project would, by the .NET SDK and with the user's NuGet settings. A set of packages that was restored once
/// is taken from the cache, without a network and in milliseconds.
/// </summary>
/// <param name="folder">The notebook's folder: a <c>nuget.config</c> there or above is heeded.</param>
internal sealed class PackageRestore(string folder)
{
    /// <summary>Environment variable that names another cache folder.</summary>
    public const string CacheVariable = "EDGENB_PACKAGE_CACHE";

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(10);
    private readonly List<PackageId> _asked = [];

    /// <summary>Restores a package together with those asked for before, so that their versions agree.</summary>
    /// <param name="package">The package.</param>
    /// <param name="progress">Told at the start and about every second how long it takes; not called when the cache has it.</param>
    /// <param name="cancel">Ends the restore.</param>
    /// <exception cref="PackageRestoreException">The registry does not have it or cannot be reached, or there is no SDK.</exception>
    public RestoredPackages Restore(PackageId package, Action<TimeSpan> progress, CancellationToken cancel)
    {
        PackageId[] all = [.. _asked.Where(other => !other.Name.Equals(package.Name, StringComparison.OrdinalIgnoreCase)), package];
        var project = Project(all);
        var place = Path.Combine(CacheFolder(), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(project)))[..32]);
        var assets = Path.Combine(place, "obj", "project.assets.json");
        if (!(File.Exists(assets) && RestoredPackages.Read(assets) is { IsComplete: true } restored))
        {
            WholeFile.Write(Path.Combine(place, "packages.csproj"), project);
            Run(place, package, progress, cancel);
            restored = RestoredPackages.Read(assets);
        }

        _asked.Clear();
        _asked.AddRange(all);
        return restored;
    }

    private static string CacheFolder() => Environment.GetEnvironmentVariable(CacheVariable) is { Length: > 0 } set ? Path.GetFullPath(set)
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "edgenb", "packages");

    private string Project(IEnumerable<PackageId> packages)
    {
        var config = Config() is { } file ? $"<RestoreConfigFile>{SecurityElement.Escape(file)}</RestoreConfigFile>" : "";
        var references = string.Concat(packages.Select(package => $"\n    <PackageReference Include=\"{package.Name}\" Version=\"{package.Version}\" />"));
        return $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net{Environment.Version.Major}.{Environment.Version.Minor}</TargetFramework>
                <RuntimeIdentifier>{RuntimeInformation.RuntimeIdentifier}</RuntimeIdentifier>
                <SelfContained>false</SelfContained>
                <UseAppHost>false</UseAppHost>
                <NuGetAudit>false</NuGetAudit>
                <ImportDirectoryBuildProps>false</ImportDirectoryBuildProps>
                <ImportDirectoryPackagesProps>false</ImportDirectoryPackagesProps>
                {config}
              </PropertyGroup>
              <ItemGroup>{references}
              </ItemGroup>
            </Project>

            """;
    }

    private string? Config()
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            if (at.Exists && at.GetFiles().FirstOrDefault(file => file.Name.Equals("nuget.config", StringComparison.OrdinalIgnoreCase)) is { } file) return file.FullName;
        return null;
    }

    private static void Run(string place, PackageId package, Action<TimeSpan> progress, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(DotnetPath(), ["restore", "packages.csproj", "--nologo", "-v", "quiet", "--disable-build-servers"])
        {
            WorkingDirectory = place,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var watch = Stopwatch.StartNew();
        progress(TimeSpan.Zero);
        for (var told = TimeSpan.Zero; !process.WaitForExit(100);)
        {
            if (cancel.IsCancellationRequested || watch.Elapsed > s_limit)
            {
                process.Kill(entireProcessTree: true);
                cancel.ThrowIfCancellationRequested();
                throw new PackageRestoreException(package, string.Create(CultureInfo.InvariantCulture, $"was not restored within {s_limit.TotalMinutes:0} minutes; is the registry reachable?"));
            }

            if (watch.Elapsed - told < TimeSpan.FromSeconds(1)) continue;
            told = watch.Elapsed;
            progress(told);
        }

        if (process.ExitCode == 0) return;
        var lines = (output.Result + error.Result).Split('\n').Where(line => line.Contains("error", StringComparison.Ordinal))
            .Select(line => line[(line.IndexOf("error", StringComparison.Ordinal) + "error".Length)..].Split(" [")[0].Trim(' ', ':', '\r')).Distinct().Take(3).ToArray();
        throw new PackageRestoreException(package, $"cannot be restored: {(lines.Length > 0 ? string.Join("; ", lines) : $"'dotnet restore' ended with {process.ExitCode}")}");
    }

    /// <summary>The program that started this runtime; packages need its SDK.</summary>
    private static string DotnetPath()
    {
        var beside = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        return Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host && File.Exists(host) ? host : File.Exists(beside) ? beside : "dotnet";
    }
}
