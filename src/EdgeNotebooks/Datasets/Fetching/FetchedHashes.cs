using System.Text.Json;

namespace EdgeNotebooks.Datasets.Fetching;

/// <summary>
/// SHA-256 of files whose hash the manifest does not know, recorded at their first download in <c>fetched.json</c> of the target folder,
/// so that a later download that differs is noticed.
/// </summary>
internal sealed class FetchedHashes
{
    private static readonly JsonSerializerOptions s_options = new() { WriteIndented = true };

    private readonly string _path;
    private readonly SortedDictionary<string, string> _hashes = new(StringComparer.Ordinal);

    public FetchedHashes(string folder)
    {
        _path = Path.Combine(folder, "fetched.json");
        if (!File.Exists(_path)) return;
        try
        {
            _hashes = JsonSerializer.Deserialize<SortedDictionary<string, string>>(File.ReadAllText(_path)) ?? _hashes;
        }
        catch (JsonException e)
        {
            throw new InvalidDatasetException(_path, "this is no JSON object of files and their SHA-256; delete it to have them recorded anew", inner: e);
        }
    }

    public string? Of(string file) => _hashes.GetValueOrDefault(file);

    public void Record(string file, string sha256)
    {
        _hashes[file] = sha256;
        var beside = $"{_path}.{Environment.ProcessId}.tmp";
        File.WriteAllText(beside, JsonSerializer.Serialize(_hashes, s_options) + "\n");
        File.Move(beside, _path, overwrite: true);
    }
}
