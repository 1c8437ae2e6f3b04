using EdgeNotebooks.Datasets;
using EdgeNotebooks.Imaging;
using EdgeNotebooks.Operators.Quantization;
using EdgeNotebooks.Subjects;
using EdgeNotebooks.Subjects.Serving;

namespace EdgeNotebooks.Cli.Terminal;

/// <summary>Calibration data as the command line names it: an embedded data set, or a folder.</summary>
internal static class CalibrationSource
{
    public const string Help = "shapes, scenes, or a folder of pictures, or one of .pb tensor files, one per sample.";

    /// <exception cref="ArgumentException">The number of samples is not positive, or pictures come without preprocessing.</exception>
    public static CalibrationData Open(string source, int samples, string? preprocessing, string model)
    {
        if (samples < 1) throw new ArgumentException(FormattableString.Invariant($"--samples is {samples}; calibration takes at least 1"));
        if (source == "shapes" && !Directory.Exists(source)) return ShapesDataset.Calibration(samples);
        if (source == "scenes" && !Directory.Exists(source)) return ScenesDataset.Calibration(samples);
        if (!Directory.Exists(source)) throw new DirectoryNotFoundException($"--calibration '{source}' is no embedded data set (shapes, scenes) and no folder; check the path");
        if (Directory.EnumerateFiles(source, "*.pb").Any()) return CalibrationData.Tensors(source).Take(samples);
        return CalibrationData.Pictures(PictureFolder.Open(source), PreprocessingOf(source, preprocessing, Path.GetFileNameWithoutExtension(model))).Take(samples);
    }

    private static Preprocessing PreprocessingOf(string source, string? file, string model) =>
        file is not null ? Preprocessing.Load(file)
        : SubjectCatalog.Names.Contains(model) ? ServingPipeline.For(model).Preprocessing
        : throw new ArgumentException($"--calibration '{source}' holds no .pb files, and '{model}' is no subject whose preprocessing is known; for a folder of pictures say with --preprocessing FILE.json how they become network input");
}
