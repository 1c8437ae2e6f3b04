using System.Globalization;
using EdgeNotebooks.Onnx;

namespace EdgeNotebooks.Emulation;

/// <summary>The folder that a lab's tiers serve from; it goes with the lab.</summary>
internal sealed class ModelFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edgenb-lab-");
    private readonly Dictionary<OnnxModel, string> _names = new(ReferenceEqualityComparer.Instance);
    private readonly Lock _lock = new();

    public string Path => _folder.FullName;

    /// <summary>Writes a model, once, and returns the name that it is served under.</summary>
    public string Add(OnnxModel model)
    {
        lock (_lock)
        {
            if (_names.TryGetValue(model, out var known)) return known;
            var label = string.Concat(System.IO.Path.GetFileName(model.Label).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' ? letter : '-'));
            // The folder's random end keeps the names of two labs on one tier apart.
            var name = string.Create(CultureInfo.InvariantCulture, $"{_folder.Name["edgenb-lab-".Length..]}-m{_names.Count + 1}-{(label.Length <= 80 ? label : label[..80])}");
            model.Save(System.IO.Path.Combine(Path, name + ".onnx"));
            return _names[model] = name;
        }
    }

    public void Dispose()
    {
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody has emptied the temporary folder already.
        }
    }
}
