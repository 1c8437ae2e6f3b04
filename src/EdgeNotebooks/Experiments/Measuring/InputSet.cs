using System.Globalization;
using EdgeNotebooks.Datasets;
using EdgeNotebooks.Experiments.Planning;
using EdgeNotebooks.Imaging;
using EdgeNotebooks.Subjects;

namespace EdgeNotebooks.Experiments.Measuring;

/// <summary>The pictures of a plan for one subject, as files' bytes: drawn from its small data set, or read from a folder.</summary>
internal sealed class InputSet
{
    private readonly Func<int, byte[]> _read;

    private InputSet(IReadOnlyList<string> ids, Func<int, byte[]> read) => (Ids, _read) = (ids, read);

    /// <summary>What rows call each picture.</summary>
    public IReadOnlyList<string> Ids { get; }

    /// <summary>The bytes of a PNG or JPEG file.</summary>
    public byte[] this[int input] => _read(input);

    /// <exception cref="InvalidPlanException">The folder is missing or has too few pictures, or none is named for a subject that needs one.</exception>
    public static InputSet Of(PlannedInputs inputs, string subject)
    {
        if (inputs.Folder is { Length: > 0 } folder) return InFolder(folder, inputs.Count);
        var dataset = SubjectCatalog.Require(subject).Dataset;
        var ids = Enumerable.Range(0, inputs.Count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{dataset}-{inputs.Seed}-{i}")).ToArray();
        return dataset switch
        {
            "shapes" => new(ids, input => PictureCodec.ToPng(ShapesDataset.HeldOut(inputs.Count, (ulong)inputs.Seed)[input].Picture)),
            "scenes" => new(ids, input => PictureCodec.ToPng(ScenesDataset.HeldOut(inputs.Count, (ulong)inputs.Seed)[input].Picture)),
            _ => throw new InvalidPlanException($"subject '{subject}' is asked with pictures of '{dataset}', which cannot be drawn; name a folder of PNG or JPEG files in inputs.folder, or take '{subject}_mini'"),
        };
    }

    private static InputSet InFolder(string folder, int count)
    {
        if (!Directory.Exists(folder)) throw new InvalidPlanException($"inputs.folder '{folder}' does not exist (looked in {Directory.GetCurrentDirectory()}); check the path");
        string[] endings = [".png", ".jpg", ".jpeg"];
        var files = Directory.GetFiles(folder).Where(file => endings.Contains(Path.GetExtension(file).ToLowerInvariant())).Order(StringComparer.Ordinal).Take(count).ToArray();
        return files.Length == count
            ? new([.. files.Select(file => Path.GetFileName(file))], input => File.ReadAllBytes(files[input]))
            : throw new InvalidPlanException(string.Create(CultureInfo.InvariantCulture, $"inputs.folder '{folder}' has {files.Length} pictures, but inputs.count is {count}; add pictures or ask for fewer"));
    }
}
