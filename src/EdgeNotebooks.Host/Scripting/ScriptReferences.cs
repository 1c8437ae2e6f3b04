using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using EdgeNotebooks.Host.Display;
using EdgeNotebooks.Host.Packages;
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
    /// <summary>What the first cell of every notebook refers to, and what to do where it is not built.</summary>
    private const string Library = "EdgeNotebooks.dll";
    private const string LibraryRemedy = "in a checkout build it once ('dotnet run -c Release --project src/EdgeNotebooks.Cli -- run notebooks' does); "
        + "elsewhere 'edgenb new DIR --relink' points the notebooks of DIR to the edgenb that is installed";

    private readonly string _folder;
    private readonly InteractiveAssemblyLoader _loader;
    private readonly List<string> _probed = [AppContext.BaseDirectory];

    private readonly PackageRestore _restore;
    private readonly ICellOutput _output;
    private readonly List<string> _natives = [];

    public ScriptReferences(string folder, InteractiveAssemblyLoader loader, ICellOutput output)
    {
        _folder = folder;
        _loader = loader;
        _output = output;
        _restore = new PackageRestore(folder);
        AssemblyLoadContext.Default.Resolving += Resolve;
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += ResolveNative;
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

    /// <summary>Loads what a directive names and returns its metadata: of a package, all of its assemblies.</summary>
    /// <exception cref="CellException">The file or package is not here.</exception>
    public IEnumerable<MetadataReference> Load(ReferenceDirectiveTriviaSyntax directive, int line, CancellationToken cancel)
    {
        var text = directive.File.ValueText;
        if (!text.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase)) return [Load(File(text, line), text, line)];
        var package = PackageId.Parse(text);
        if (!package.IsValid) throw new CellException("BadReference", $"#r \"{text}\": write #r \"nuget: NAME, VERSION\"", line, []);
        return Here(package) is { } path ? [Load(path, text, line)] : Restore(package, line, cancel);
    }

    public void Dispose()
    {
        AssemblyLoadContext.Default.Resolving -= Resolve;
        AssemblyLoadContext.Default.ResolvingUnmanagedDll -= ResolveNative;
    }

    private MetadataReference Load(string path, string text, int line)
    {
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

    private IEnumerable<MetadataReference> Restore(PackageId package, int line, CancellationToken cancel)
    {
        DisplayedValue? shown = null;
        try
        {
            var restored = _restore.Restore(package, elapsed => Tell(string.Create(CultureInfo.InvariantCulture, $"restoring {package} ({elapsed.TotalSeconds:0} s)")), cancel);
            if (shown is not null) Tell($"restored {package.Name} {restored.Versions.GetValueOrDefault(package.Name, package.Version)}, {restored.Versions.Count} packages");
            _natives.AddRange(restored.NativeLibraries.Except(_natives));
            // What the host has already stays the only one of its name.
            return [.. restored.Assemblies.Where(path => !IsFramework(path)).Select(path => Load(HostCopy(path) ?? path, $"nuget: {package}", line))];
        }
        catch (PackageRestoreException e)
        {
            throw new CellException("MissingPackage", e.Message, line, []);
        }

        void Tell(string text)
        {
            if (shown is null) shown = new DisplayedValue(_output, text, []);
            else shown.Update(text);
        }
    }

    private static bool IsFramework(string path) =>
        System.IO.File.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, Path.GetFileName(path)));

    private static string? HostCopy(string path) =>
        Path.Combine(AppContext.BaseDirectory, Path.GetFileName(path)) is var copy && System.IO.File.Exists(copy) ? copy : null;

    private nint ResolveNative(Assembly assembly, string name)
    {
        string[] names = [name, $"lib{name}", $"{name}.so", $"lib{name}.so", $"{name}.dll", $"{name}.dylib", $"lib{name}.dylib"];
        return _natives.FirstOrDefault(path => names.Contains(Path.GetFileName(path))) is { } found && NativeLibrary.TryLoad(found, out var handle) ? handle : 0;
    }

    private static Assembly? Loaded(AssemblyName name) =>
        AssemblyLoadContext.Default.Assemblies.FirstOrDefault(assembly => assembly.GetName().Name == name.Name);

    private string File(string text, int line)
    {
        var path = Path.GetFullPath(text, _folder);
        if (System.IO.File.Exists(path)) return path;
        // A framework or host assembly by bare name, as in `#r "System.Xml"`.
        if (!text.Contains('/', StringComparison.Ordinal) && Probe(text) is { } found) return found;
        throw new CellException("MissingReference",
            $"#r \"{text}\": no file {path}; {(Path.GetFileName(path) == Library ? LibraryRemedy : "build the project that makes it, or correct the path")}", line, []);
    }

    /// <summary>The package's assembly where the host or a folder referred to has it.</summary>
    private string? Here(PackageId package)
    {
        if (Probe(package.Name) is not { } path) return null;
        var here = FileVersionInfo.GetVersionInfo(path).ProductVersion?.Split('+')[0];
        if (package.Version != "*" && here is not null && here != package.Version)
            Console.Error.WriteLine($"{package.Name} {package.Version} is asked for; this host has {here}, which is used");
        return path;
    }

    private string? Probe(string name) => _probed
        .Append(Path.GetDirectoryName(typeof(object).Assembly.Location)!)
        .SelectMany(folder => new[] { Path.Combine(folder, name), Path.Combine(folder, name + ".dll") })
        .FirstOrDefault(path => path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) && System.IO.File.Exists(path));

    private Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) =>
        name.Name is { } simple && Probe(simple) is { } path ? context.LoadFromAssemblyPath(path) : null;
}
