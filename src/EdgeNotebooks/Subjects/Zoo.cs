using System.Text.Json;

namespace EdgeNotebooks.Subjects;

/// <summary>
/// Where original models lie: <c>models/zoo.json</c>, an object of subject names with the paths to look at, relative to <c>models</c> or
/// absolute, first existing one wins: <c>{ "fcn": ["cache/fcn-resnet101-11.onnx"] }</c>.
/// </summary>
internal sealed class Zoo
{
    private readonly string _folder;
    private readonly Dictionary<string, string[]> _paths;

    private Zoo(string folder, Dictionary<string, string[]> paths) => (_folder, _paths) = (folder, paths);

    /// <exception cref="InvalidDataException">The file is damaged, or names a subject that does not exist.</exception>
    public static Zoo Read(string? folder)
    {
        var file = Path.Combine(folder ?? "", "zoo.json");
        if (folder is null || !File.Exists(file)) return new("", []);
        try
        {
            var paths = JsonSerializer.Deserialize<Dictionary<string, string[]>>(
                File.ReadAllText(file), new JsonSerializerOptions { ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }) ?? [];
            foreach (var name in paths.Keys) SubjectCatalog.Require(name);
            return new(folder, paths);
        }
        catch (Exception e) when (e is JsonException or UnknownSubjectException)
        {
            throw new InvalidDataException($"'{file}' cannot be used: {e.Message}", e);
        }
    }

    public IEnumerable<string> PathsOf(string subject) => _paths.GetValueOrDefault(subject, []).Select(path => Path.Combine(_folder, path));
}
