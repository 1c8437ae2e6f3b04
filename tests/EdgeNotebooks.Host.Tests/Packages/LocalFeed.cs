using System.IO.Compression;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EdgeNotebooks.Host.Tests.Packages;

/// <summary>A package registry that is a folder, as the only one that a notebook beside it uses; NuGet's caches lie in the scratch folder.</summary>
public sealed class LocalFeed : IDisposable
{
    private readonly Scratch _scratch;
    private readonly string? _cache = Environment.GetEnvironmentVariable("EDGENB_PACKAGE_CACHE");
    private readonly string? _packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES");

    public LocalFeed(Scratch scratch)
    {
        _scratch = scratch;
        Directory.CreateDirectory(Folder);
        scratch.File("nuget.config", $"""<configuration><packageSources><clear /><add key="here" value="{Folder}" /></packageSources></configuration>""");
        Environment.SetEnvironmentVariable("EDGENB_PACKAGE_CACHE", Path.Combine(scratch.Folder, "restored"));
        Environment.SetEnvironmentVariable("NUGET_PACKAGES", Path.Combine(scratch.Folder, "packages"));
    }

    public string Folder => Path.Combine(_scratch.Folder, "feed");

    /// <summary>Publishes a package whose assembly has one class of its name with a constant.</summary>
    public void Publish(string name, string version, string answer, string? dependsOn = null)
    {
        using var zip = ZipFile.Open(Path.Combine(Folder, $"{name}.{version}.nupkg"), ZipArchiveMode.Create);
        var dependency = dependsOn is null ? "" : $"<dependencies><group targetFramework=\"net8.0\"><dependency id=\"{dependsOn}\" version=\"1.0.0\" /></group></dependencies>";
        using (var spec = new StreamWriter(zip.CreateEntry($"{name}.nuspec").Open()))
            spec.Write($"""<?xml version="1.0"?><package><metadata><id>{name}</id><version>{version}</version><authors>t</authors><description>d</description>{dependency}</metadata></package>""");
        using var assembly = zip.CreateEntry($"lib/net8.0/{name}.dll").Open();
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        using var bytes = new MemoryStream();
        var result = CSharpCompilation.Create(name, [CSharpSyntaxTree.ParseText($"public static class {name} {{ public static string Answer => \"{answer}\"; }}")],
            [MetadataReference.CreateFromFile(Path.Combine(framework, "System.Runtime.dll")), MetadataReference.CreateFromFile(Path.Combine(framework, "System.Private.CoreLib.dll"))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).Emit(bytes);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        assembly.Write(bytes.ToArray());
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("EDGENB_PACKAGE_CACHE", _cache);
        Environment.SetEnvironmentVariable("NUGET_PACKAGES", _packages);
    }
}
