using System.Globalization;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Datasets;

/// <summary>
/// Which class each picture has: lines of a file name and a label. The separator is the last comma of a <c>.csv</c> file (with a header
/// line <c>file,label</c>), otherwise the last blank or tab.
/// </summary>
internal sealed class LabelsFile
{
    private readonly Dictionary<string, int> _labels = new(StringComparer.Ordinal);

    private LabelsFile(string path) => Path = path;

    public string Path { get; }

    /// <summary>Highest class number in the file.</summary>
    public int Highest { get; private set; } = -1;

    /// <param name="path">The file.</param>
    /// <param name="classNames">Names by class number; a label may be a name, and a number must be below their count. Null: numbers only.</param>
    /// <exception cref="InvalidDatasetException">The file is missing or empty, or a line is wrong.</exception>
    public static LabelsFile Read(string path, IReadOnlyList<string>? classNames)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path)) throw new InvalidDatasetException(path, "there is no such labels file");
        var labels = new LabelsFile(path);
        var isCsv = System.IO.Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase);
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.AsSpan().Trim().IsEmpty) continue;
            if (isCsv && labels._labels.Count == 0 && line.Trim().Equals("file,label", StringComparison.OrdinalIgnoreCase)) continue;
            labels.Add(line.Trim(), isCsv ? [','] : [' ', '\t'], number, classNames);
        }

        return labels._labels.Count > 0 ? labels : throw new InvalidDatasetException(path, "the file holds no label");
    }

    /// <summary>The class of a picture, by its path below the folder or by its bare file name.</summary>
    /// <exception cref="InvalidDatasetException">The file has no such name.</exception>
    public int Of(string name)
    {
        var bare = System.IO.Path.GetFileName(name);
        if (_labels.TryGetValue(name, out var label) || _labels.TryGetValue(bare, out label)) return label;
        // Suggestions cost a pass over all names; only an error pays for it.
        throw new InvalidDatasetException(name, $"'{Path}' has no label for this picture; closest: '{NearestName.Among(bare, _labels.Keys, 1)[0]}'");
    }

    private void Add(string line, char[] separators, int number, IReadOnlyList<string>? classNames)
    {
        var at = line.LastIndexOfAny(separators);
        if (at < 1)
            throw new InvalidDatasetException(Path, $"'{line}' is not a file name and a label"
                + (int.TryParse(line, out _) ? "; a list of numbers alone (as in ImageNet's devkit, whose numbering differs) cannot be matched to files" : ""), number);
        var (name, text) = (line[..at].Trim().Trim('"'), line[(at + 1)..].Trim().Trim('"'));
        var label = Label(text, number, classNames);
        if (!_labels.TryAdd(name, label) && _labels[name] != label)
            throw new InvalidDatasetException(Path, $"'{name}' has the label {label} here and {_labels[name]} above", number);
        Highest = Math.Max(Highest, label);
    }

    private int Label(string text, int number, IReadOnlyList<string>? classNames)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var label))
            return classNames is null || label < classNames.Count ? label
                : throw new InvalidDatasetException(Path, $"label {label} does not exist; there are {classNames.Count} classes, numbered from 0", number);
        for (var i = 0; i < classNames?.Count; i++)
            if (classNames[i] == text) return i;
        throw new InvalidDatasetException(Path, classNames is null
            ? $"label '{text}' is no class number from 0 on; give the class names, in the order of the model's output, to use names as labels"
            : $"label '{text}' is no class; closest: '{NearestName.Among(text, classNames, 1)[0]}'", number);
    }
}
