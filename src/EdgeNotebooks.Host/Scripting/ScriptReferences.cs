using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Scripting.Hosting;

namespace EdgeNotebooks.Host.Scripting;

/// <summary>
/// Satisfies <c>#r</c> lines. Every assembly goes into the default load context, once per name, so that a library that the host
/// itself uses is the same one in cells (Roslyn's own loader gives each file a context of its own and loads FSharp.Core twice).
/// </summary>
internal sealed class ScriptReferences : IDisposable
{
    private readonly string _folder;
    private readonly InteractiveAssemblyLoader _loader;
    private readonly List<string> _probed = [AppContext.BaseDirectory];

    public ScriptReferences(string folder, InteractiveAssemblyLoader loader)
    {
        _folder = folder;
        _loader = loader;
        AssemblyLoadContext.Default.Resolving += Resolve;
    }

    /// <summary>The metadata that every cell sees from the start: the shared framework and the packages for rich display.</summary>
    public static IEnumerable<MetadataReference> Framework()
    {
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == framework)
            .Append(typeof(Microsoft.DotNet.Interactive.Formatting.Formatter).Assembly.Location)
            .Append(typeof(Microsoft.AspNetCore.Html.IHtmlContent).Assembly.Location)
            .Append(typeof(ScriptReferences).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path));
    }

    /// <summary>Loads what a directive names and returns its metadata.</summary>
    /// <exception cref="CellException">The file or package is not here.</exception>
    public MetadataReference Load(ReferenceDirectiveTriviaSyntax directive, int line)
    {
        var text = directive.File.ValueText;
        var path = text.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase) ? Package(text, line) : File(text, line);
        var folder = Path.GetDirectoryName(path)!;
        if (!_probed.Contains(folder)) _probed.Add(folder);
        try
        {
            var name = AssemblyName.GetAssemblyName(path);
            _loader.RegisterDependency(Loaded(name) ?? AssemblyLoadContext.Default.LoadFromAssemblyPath(path));
        }
        catch (Exception e) when (e is BadImageFormatException or FileLoadException)
        {
            throw new CellException("BadReference", $"#r \"{text}\": {path} is no .NET assembly that can be loaded here", line, []);
        }

        return MetadataReference.CreateFromFile(path);
    }

    public void Dispose() => AssemblyLoadContext.Default.Resolving -= Resolve;

    private static Assembly? Loaded(AssemblyName name) =>
        AssemblyLoadContext.Default.Assemblies.FirstOrDefault(assembly => assembly.GetName().Name == name.Name);

    private string File(string text, int line)
    {
        var path = Path.GetFullPath(text, _folder);
        if (System.IO.File.Exists(path)) return path;
        // A framework or host assembly by bare name, as in `#r "System.Xml"`.
        if (!text.Contains('/', StringComparison.Ordinal) && Probe(text) is { } found) return found;
        throw new CellException("MissingReference",
            $"#r \"{text}\": no file {path}; build the project that makes it, or correct the path", line, []);
    }

    private string Package(string text, int line)
    {
        var parts = text["nuget:".Length..].Split(',', StringSplitOptions.TrimEntries);
        var path = Probe(parts[0]) ?? throw new CellException("MissingPackage",
            $"#r \"{text}\": package '{parts[0]}' is not part of this host, and it restores none; "
            + "refer to the assembly by its path, or use one of the packages that are here", line, []);
        var here = FileVersionInfo.GetVersionInfo(path).ProductVersion?.Split('+')[0];
        if (parts.ElementAtOrDefault(1) is { Length: > 0 } asked && asked != "*" && here is not null && here != asked)
            Console.Error.WriteLine($"{parts[0]} {asked} is asked for; this host has {here}, which is used");
        return path;
    }

    private string? Probe(string name) => _probed
        .Append(Path.GetDirectoryName(typeof(object).Assembly.Location)!)
        .SelectMany(folder => new[] { Path.Combine(folder, name), Path.Combine(folder, name + ".dll") })
        .FirstOrDefault(path => path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) && System.IO.File.Exists(path));

    private Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) =>
        name.Name is { } simple && Probe(simple) is { } path ? context.LoadFromAssemblyPath(path) : null;
}
