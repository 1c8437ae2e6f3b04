using System.Text.Json.Nodes;

namespace EdgeNotebooks.Host.Packages;

/// <summary>What a restore brought: assemblies to refer to and native libraries that they need.</summary>
/// <param name="Assemblies">Managed assemblies, dependencies included.</param>
/// <param name="NativeLibraries">Native ones for this platform.</param>
/// <param name="Versions">Name to version of every package.</param>
internal sealed record RestoredPackages(IReadOnlyList<string> Assemblies, IReadOnlyList<string> NativeLibraries, IReadOnlyDictionary<string, string> Versions)
{
    public bool IsComplete => Assemblies.Concat(NativeLibraries).All(File.Exists);

    /// <summary>Reads what NuGet wrote (<c>project.assets.json</c>, version 3): the one target and the folders that packages lie in.</summary>
    public static RestoredPackages Read(string assetsFile)
    {
        var assets = JsonNode.Parse(File.ReadAllText(assetsFile))!.AsObject();
        var folders = assets["packageFolders"]!.AsObject().Select(folder => folder.Key).ToArray();
        var target = assets["targets"]!.AsObject().OrderByDescending(one => one.Key.Length).First().Value!.AsObject();
        List<string> assemblies = [], natives = [];
        var versions = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (id, package) in target)
        {
            if (package!["type"]?.ToString() != "package") continue;
            versions[id.Split('/')[0]] = id.Split('/')[1];
            var path = assets["libraries"]![id]!["path"]!.ToString();
            Add(assemblies, package["runtime"], path);
            Add(natives, package["native"], path);
        }

        return new(assemblies, natives, versions);

        void Add(List<string> to, JsonNode? files, string package)
        {
            foreach (var (file, _) in files as JsonObject ?? [])
            {
                if (Path.GetFileName(file) == "_._") continue;
                var places = folders.Select(folder => Path.Combine(folder, package, file)).ToArray();
                to.Add(places.FirstOrDefault(File.Exists) ?? places[0]);
            }
        }
    }
}
