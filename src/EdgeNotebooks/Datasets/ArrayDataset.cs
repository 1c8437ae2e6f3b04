using System.Globalization;
using EdgeNotebooks.Imaging;

namespace EdgeNotebooks.Datasets;

/// <summary>Data sets made of pictures that are in memory already.</summary>
public static class ArrayDataset
{
    /// <summary>Pictures with their classes; nothing is copied.</summary>
    /// <param name="pictures">The pictures.</param>
    /// <param name="labels">The class number of each picture, from 0.</param>
    /// <param name="classNames">Names by class number; null makes names such as <c>class 7</c>.</param>
    /// <exception cref="ArgumentException">Pictures and labels differ in number, or a label has no name.</exception>
    public static StreamedDataset<LabelledPicture> Of(IReadOnlyList<Picture> pictures, IReadOnlyList<int> labels, IReadOnlyList<string>? classNames = null)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        ArgumentNullException.ThrowIfNull(labels);
        if (pictures.Count != labels.Count) throw new ArgumentException($"{pictures.Count} pictures have {labels.Count} labels; each needs one", nameof(labels));
        for (var i = 0; i < labels.Count; i++)
            if (labels[i] < 0 || labels[i] >= (classNames?.Count ?? int.MaxValue))
                throw new ArgumentException($"label {labels[i]} of picture {i} does not exist; classes are numbered from 0" + (classNames is null ? "" : $" to {classNames.Count - 1}"), nameof(labels));
        return new("pictures in memory", Names(pictures.Count), i => new(pictures[i], labels[i], classNames?[labels[i]] ?? $"class {labels[i]}"));
    }

    /// <summary>Pictures with the class of each pixel; nothing is copied.</summary>
    /// <exception cref="ArgumentException">Pictures and label maps differ in number or size.</exception>
    public static StreamedDataset<SegmentedPicture> Of(IReadOnlyList<Picture> pictures, IReadOnlyList<LabelMap> truths)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        ArgumentNullException.ThrowIfNull(truths);
        if (pictures.Count != truths.Count) throw new ArgumentException($"{pictures.Count} pictures have {truths.Count} label maps; each needs one", nameof(truths));
        for (var i = 0; i < truths.Count; i++)
            if ((truths[i].Width, truths[i].Height) != (pictures[i].Width, pictures[i].Height))
                throw new ArgumentException($"{truths[i]} does not fit {pictures[i]}, number {i}", nameof(truths));
        var names = Names(pictures.Count);
        return new("pictures in memory", names, i => new(names[i], pictures[i], truths[i]));
    }

    private static string[] Names(int count) => [.. Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"picture {i}"))];
}
