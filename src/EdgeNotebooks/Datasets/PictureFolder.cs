using EdgeNotebooks.Imaging;

namespace EdgeNotebooks.Datasets;

/// <summary>A folder of PNG and JPEG pictures, folders below it included, in ordinal order of their paths.</summary>
public static class PictureFolder
{
    /// <summary>Pictures of which nothing else is known.</summary>
    /// <exception cref="InvalidDatasetException">There is no such folder, or no picture in it.</exception>
    public static StreamedDataset<NamedPicture> Open(string folder, PictureOrientation orientation = PictureOrientation.AsStored)
    {
        var names = PictureFiles.Below(folder);
        return new(folder, names, i => new(names[i], PictureCodec.Load(Path.Combine(folder, names[i]), orientation)));
    }

    /// <summary>Pictures with their classes.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="labelsFile">
    /// A <c>.csv</c> file with the header <c>file,label</c>, or lines of a file name, a blank and a label. Files are named by their
    /// path below the folder or by their bare name; labels are class numbers from 0, or class names.
    /// </param>
    /// <param name="classNames">Names in the order of the model's output; null makes names such as <c>class 7</c>.</param>
    /// <param name="orientation">Whether EXIF rotation is applied; as in the study it is not.</param>
    /// <exception cref="InvalidDatasetException">Folder or file is missing, or a line of the file is wrong. A picture without a label is an error only when it is read.</exception>
    public static StreamedDataset<LabelledPicture> Open(
        string folder, string labelsFile, IReadOnlyList<string>? classNames = null, PictureOrientation orientation = PictureOrientation.AsStored)
    {
        var names = PictureFiles.Below(folder);
        var labels = LabelsFile.Read(labelsFile, classNames);
        return new($"{folder} with {labelsFile}", names, i =>
        {
            var label = labels.Of(names[i]);
            return new(PictureCodec.Load(Path.Combine(folder, names[i]), orientation), label, classNames?[label] ?? $"class {label}");
        });
    }
}
