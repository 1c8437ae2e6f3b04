using System.Text.Json;

namespace EdgeNotebooks.Datasets;

/// <summary>Names of classes in the order of a model's output.</summary>
public static class ClassNames
{
    /// <summary>Reads a JSON array of texts (such as <c>imagenet-simple-labels.json</c>), or a text file with one name per line.</summary>
    /// <exception cref="InvalidDatasetException">The file is missing, empty, or no array of texts.</exception>
    public static IReadOnlyList<string> Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path)) throw new InvalidDatasetException(path, "there is no such file of class names");
        try
        {
            var names = Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase)
                ? JsonSerializer.Deserialize<string[]>(File.ReadAllText(path)) ?? []
                : [.. File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0)];
            return names.Length > 0 ? names : throw new InvalidDatasetException(path, "the file names no class");
        }
        catch (JsonException e)
        {
            throw new InvalidDatasetException(path, "this is no JSON array of texts, such as [\"cat\", \"dog\"]", inner: e);
        }
    }
}
