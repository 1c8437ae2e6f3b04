using System.Globalization;

namespace EdgeNotebooks.Datasets;

/// <summary>The validation set of ImageNet (ILSVRC 2012): 50,000 pictures of 1,000 classes, which the study's classifiers are measured on.</summary>
public static class ImageNetDataset
{
    /// <summary>Number of classes.</summary>
    public const int Classes = 1000;

    /// <summary>Opens the pictures with their classes.</summary>
    /// <param name="folder">The folder of <c>ILSVRC2012_val_00000001.JPEG</c> to <c>ILSVRC2012_val_00050000.JPEG</c>; fewer are fine.</param>
    /// <param name="labelsFile">
    /// Lines of a file name, a blank and a class number 0 to 999 in the order of torchvision's models (classes sorted by WordNet
    /// number); not the numbers of ImageNet's devkit, which has another order.
    /// </param>
    /// <param name="classNames">1,000 names in the same order; null makes names such as <c>class 207</c>.</param>
    /// <exception cref="InvalidDatasetException">Folder or file is missing, a line of the file is wrong, or the labels do not fit ImageNet.</exception>
    public static StreamedDataset<LabelledPicture> Open(string folder, string labelsFile, IReadOnlyList<string>? classNames = null)
    {
        if (classNames is { Count: not Classes })
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{classNames.Count} class names are given; ImageNet has {Classes}"), nameof(classNames));
        if (LabelsFile.Read(labelsFile, classNames).Highest is var highest and >= Classes)
            throw new InvalidDatasetException(labelsFile, string.Create(CultureInfo.InvariantCulture,
                $"the highest label is {highest}; classes are numbered 0 to {Classes - 1} in the order of torchvision's models (the devkit counts from 1 in another order)"));
        return PictureFolder.Open(folder, labelsFile, classNames);
    }
}
