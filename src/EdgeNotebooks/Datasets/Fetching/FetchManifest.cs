using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Datasets.Fetching;

/// <summary>What can be fetched, from where, and on what terms.</summary>
/// <param name="Items">In the order of the file.</param>
public sealed record FetchManifest(IReadOnlyList<FetchItem> Items)
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Kinds of items, and the folder of a checkout that each belongs in.</summary>
    public static IReadOnlyDictionary<string, string> Folders { get; } =
        new Dictionary<string, string> { ["models"] = "models/cache", ["datasets"] = "data/sets", ["paper"] = "data/paper" };

    /// <summary>The manifest that travels with the library.</summary>
    public static FetchManifest Known { get; } = Parse(ReadEmbedded(), "the library's own manifest");

    /// <summary>Reads a manifest of the user's, such as one that names mirrors.</summary>
    /// <exception cref="InvalidDatasetException">The file is missing, no JSON, or has a wrong key, address or path.</exception>
    public static FetchManifest Load(string path) =>
        File.Exists(path) ? Parse(File.ReadAllText(path), path) : throw new InvalidDatasetException(path, "there is no such manifest");

    /// <summary>Items of one kind: all, or those named.</summary>
    /// <exception cref="ArgumentException">There is no such kind, or no item of that name.</exception>
    public IReadOnlyList<FetchItem> Choose(string kind, params IReadOnlyCollection<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (!Folders.ContainsKey(kind)) throw new ArgumentException($"'{kind}' cannot be fetched; closest: '{NearestName.Among(kind, Folders.Keys, 1)[0]}'", nameof(kind));
        var ofKind = Items.Where(item => item.Kind == kind).ToArray();
        foreach (var name in names.Where(name => ofKind.All(item => item.Name != name)))
            throw new ArgumentException($"'{name}' is not among the {kind} that can be fetched: {string.Join(", ", ofKind.Select(item => item.Name))}", nameof(names));
        return names.Count == 0 ? ofKind : [.. ofKind.Where(item => names.Contains(item.Name))];
    }

    private static FetchManifest Parse(string text, string name)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize<FetchManifest>(text, s_options) ?? throw new JsonException("it is null");
            return manifest.Problem() is { } problem ? throw new InvalidDatasetException(name, problem) : manifest;
        }
        catch (JsonException e)
        {
            throw new InvalidDatasetException(name, $"this is no manifest ({e.Message})", inner: e);
        }
    }

    private string? Problem()
    {
        foreach (var item in Items)
        {
            if (!Folders.ContainsKey(item.Kind)) return $"item '{item.Name}' is of kind '{item.Kind}'; {string.Join(", ", Folders.Keys)} were expected";
            if (item.Files.Count == 0 && item.ByHand is null) return $"item '{item.Name}' has neither files nor a word on how to get it by hand";
            foreach (var file in item.Files)
            {
                if (file.Urls.Count == 0 || file.Urls.Any(url => !url.IsAbsoluteUri || url.Scheme is not ("http" or "https"))) return $"file '{file.Path}' of '{item.Name}' needs addresses that begin with http:// or https://";
                if (Path.IsPathRooted(file.Path) || file.Path.Split('/', '\\').Any(part => part is "" or "." or "..")) return $"file '{file.Path}' of '{item.Name}' would lie outside the target folder";
                if (file.Sha256 is { } hash && (hash.Length != 64 || !hash.All(char.IsAsciiHexDigitLower))) return $"the SHA-256 of '{file.Path}' is not 64 lower-case hexadecimal digits";
            }
        }

        return null;
    }

    private static string ReadEmbedded()
    {
        using var stream = typeof(FetchManifest).Assembly.GetManifestResourceStream("EdgeNotebooks.Datasets.Fetching.sources.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
