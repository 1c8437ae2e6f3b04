using System.Collections.Concurrent;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace EdgeNotebooks.Host.Assistance;

/// <summary>
/// XML documentation of compiled symbols: the file beside the assembly, and for the framework those of the SDK's reference pack,
/// whose files are divided otherwise than the runtime's assemblies.
/// </summary>
internal static class DocumentationFiles
{
    private static readonly string[] s_corelib = ["System.Runtime", "System.Collections", "System.Threading", "System.Console", "System.Runtime.InteropServices"];
    private static readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, XElement>> s_files = [];
    private static readonly Lazy<string?> s_pack = new(FindPack);

    /// <summary>The <c>member</c> element as text; empty where there is none.</summary>
    public static string Of(ISymbol symbol, Compilation compilation)
    {
        var original = symbol.OriginalDefinition is IMethodSymbol { ReducedFrom: { } extension } ? extension : symbol.OriginalDefinition;
        if (original.GetDocumentationCommentId() is not { } id || original.ContainingAssembly is null) return "";
        if ((compilation.GetMetadataReference(original.ContainingAssembly) as PortableExecutableReference)?.FilePath is not { } assembly) return "";
        foreach (var file in Files(assembly))
            if (s_files.GetOrAdd(file, Read).TryGetValue(id, out var member)) return member.ToString();
        return "";
    }

    private static IEnumerable<string> Files(string assembly)
    {
        var name = Path.GetFileNameWithoutExtension(assembly);
        var isFramework = Path.GetDirectoryName(assembly) == Path.GetDirectoryName(typeof(object).Assembly.Location);
        IEnumerable<string> files = !isFramework ? [Path.ChangeExtension(assembly, ".xml")]
            : s_pack.Value is not { } pack ? []
            : (name == "System.Private.CoreLib" ? s_corelib : [name, name.Replace("System.Private.", "System.", StringComparison.Ordinal), "System.Runtime"])
                .Select(one => Path.Combine(pack, one + ".xml"));
        return files.Where(File.Exists);
    }

    private static Dictionary<string, XElement> Read(string file)
    {
        try
        {
            return XDocument.Load(file).Descendants("member").Where(member => member.Attribute("name") is not null)
                .DistinctBy(member => member.Attribute("name")!.Value).ToDictionary(member => member.Attribute("name")!.Value);
        }
        catch (Exception e) when (e is XmlException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The newest reference pack of the SDK that this process runs on.</summary>
    private static string? FindPack()
    {
        var packs = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "packs", "Microsoft.NETCore.App.Ref"));
        return Directory.Exists(packs)
            ? Directory.GetDirectories(packs, "net*", SearchOption.AllDirectories).Where(folder => Path.GetFileName(Path.GetDirectoryName(folder)) == "ref")
                .OrderBy(folder => Version.TryParse(Path.GetFileName(folder)[3..], out var version) ? version : new Version(0, 0)).LastOrDefault()
            : null;
    }
}
