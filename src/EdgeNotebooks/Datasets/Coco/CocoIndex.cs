using System.Text.Json;

namespace EdgeNotebooks.Datasets.Coco;

/// <summary>
/// What is held in memory of an instances file: per picture its name and size, per object of a wanted category where its text lies in
/// the file. Outlines stay in the file until their picture is read.
/// </summary>
internal sealed class CocoIndex
{
    private readonly Dictionary<long, Entry> _pictures = [];
    private readonly Dictionary<long, List<(long Offset, int Length, int Class)>> _objects = [];

    private CocoIndex()
    {
    }

    /// <summary>Pictures with at least one object of a wanted category, by ascending id.</summary>
    public IReadOnlyList<(Entry Picture, IReadOnlyList<(long Offset, int Length, int Class)> Objects)> Pictures { get; private set; } = [];

    /// <summary>Reads the file once.</summary>
    /// <param name="path">The instances file.</param>
    /// <param name="classes">Class number by COCO category id; other categories are left out.</param>
    /// <param name="names">The name that each of these categories must have.</param>
    /// <exception cref="InvalidDatasetException">The file is missing, damaged, no instances file, or has other categories.</exception>
    public static CocoIndex Read(string path, IReadOnlyDictionary<int, int> classes, IReadOnlyDictionary<int, string> names)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path)) throw new InvalidDatasetException(path, "there is no such instances file; it is in annotations_trainval2017.zip");
        var index = new CocoIndex();
        using var scanner = new JsonArrayScanner(path);
        while (scanner.MoveNext())
        {
            using var element = JsonDocument.Parse(scanner.Element);
            try
            {
                index.Add(scanner, element.RootElement, path, classes, names);
            }
            catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
            {
                throw new InvalidDatasetException(path, FormattableString.Invariant($"an element of '{scanner.Section}' at byte {scanner.Offset} lacks what COCO's instances files have ({e.Message})"), inner: e);
            }
        }

        return index.Joined(path);
    }

    private void Add(JsonArrayScanner scanner, JsonElement element, string path, IReadOnlyDictionary<int, int> classes, IReadOnlyDictionary<int, string> names)
    {
        switch (scanner.Section)
        {
            case "images":
                var entry = new Entry(element.GetProperty("id").GetInt64(), element.GetProperty("file_name").GetString()!,
                    element.GetProperty("width").GetInt32(), element.GetProperty("height").GetInt32());
                _pictures[entry.Id] = entry;
                break;
            case "annotations" when classes.TryGetValue(element.GetProperty("category_id").GetInt32(), out var one):
                var picture = element.GetProperty("image_id").GetInt64();
                if (!_objects.TryGetValue(picture, out var objects)) _objects[picture] = objects = [];
                objects.Add((scanner.Offset, scanner.Element.Length, one));
                break;
            case "categories" when names.TryGetValue(element.GetProperty("id").GetInt32(), out var expected):
                var found = element.GetProperty("name").GetString();
                if (found != expected)
                    throw new InvalidDatasetException(path, $"category {element.GetProperty("id").GetInt32()} is '{found}', in COCO it is '{expected}'; the map from COCO's to VOC's classes does not fit this file");
                break;
        }
    }

    private CocoIndex Joined(string path)
    {
        if (_pictures.Count == 0) throw new InvalidDatasetException(path, "the file has no 'images'; an instances file of COCO was expected");
        if (_objects.Keys.Where(id => !_pictures.ContainsKey(id)).Take(1).ToArray() is [var stranger])
            throw new InvalidDatasetException(path, FormattableString.Invariant($"an object belongs to picture {stranger}, which is not in the file"));
        Pictures = [.. _objects.OrderBy(pair => pair.Key).Select(pair => (_pictures[pair.Key], (IReadOnlyList<(long, int, int)>)pair.Value))];
        return Pictures.Count > 0 ? this : throw new InvalidDatasetException(path, "no picture has an object of a wanted category");
    }

    /// <summary>One picture of the file.</summary>
    internal sealed record Entry(long Id, string FileName, int Width, int Height);
}
