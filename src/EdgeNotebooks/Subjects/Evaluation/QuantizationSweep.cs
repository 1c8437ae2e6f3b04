using EdgeNotebooks.Datasets;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Operators.Quantization;
using EdgeNotebooks.Subjects.Serving;

namespace EdgeNotebooks.Subjects.Evaluation;

/// <summary>Accuracy of a small subject against calibration method and size, and against float.</summary>
public static class QuantizationSweep
{
    /// <summary>Pictures for calibration of the drawn data set that a subject belongs to.</summary>
    /// <exception cref="ArgumentException">The subject belongs to no drawn data set.</exception>
    public static CalibrationData CalibrationOf(Subject subject, int samples)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return subject.Dataset switch
        {
            "shapes" => ShapesDataset.Calibration(samples),
            "scenes" => ScenesDataset.Calibration(samples),
            _ => throw new ArgumentException($"'{subject.Name}' is measured on '{subject.Dataset}', which is not drawn; give its calibration data yourself", nameof(subject)),
        };
    }

    /// <summary>Accuracy on held-out pictures of the drawn data set.</summary>
    /// <param name="model">The subject in any form.</param>
    /// <param name="subject">What it is.</param>
    /// <param name="pictures">How many.</param>
    public static Accuracy Evaluate(OnnxModel model, Subject subject, int pictures)
    {
        ArgumentNullException.ThrowIfNull(subject);
        using var session = Session.Open(model);
        var evaluator = new Evaluator(session, ServingPipeline.For(subject.Name));
        return subject.Kind == SubjectKind.Classification
            ? evaluator.Classify(ShapesDataset.HeldOut(pictures), pictures)
            : evaluator.Segment(ScenesDataset.HeldOut(pictures), pictures);
    }

    /// <summary>Every method with every number of calibration pictures; one calibration serves all methods.</summary>
    /// <param name="model">The float model.</param>
    /// <param name="subject">What it is.</param>
    /// <param name="methods">Methods to compare.</param>
    /// <param name="sizes">Numbers of calibration pictures.</param>
    /// <param name="pictures">Held-out pictures that accuracy is measured on.</param>
    /// <param name="options">The rest.</param>
    public static IReadOnlyList<SweepPoint> Of(
        OnnxModel model, Subject subject, IReadOnlyList<CalibrationMethod> methods, IReadOnlyList<int> sizes, int pictures, QuantizationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(methods);
        ArgumentNullException.ThrowIfNull(sizes);
        options ??= new();
        var reference = Evaluate(model, subject, pictures);
        return [.. from size in sizes
                   let calibration = model.Calibrate(CalibrationOf(subject, size), options with { Method = CalibrationMethod.Mse })
                   from method in methods
                   select Point(method, size, reference, Evaluate(calibration.Quantize(options with { Method = method }), subject, pictures))];
    }

    /// <summary>The loss of one model against another on the same pictures.</summary>
    /// <exception cref="ArgumentException">They were measured on different numbers of pictures or by different metrics.</exception>
    public static SweepPoint Point(CalibrationMethod method, int samples, Accuracy reference, Accuracy other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var loss = AccuracyLoss.Against(reference, other);
        return new(method, samples, other.Values[0].Value, loss.Estimate, loss.Low, loss.High);
    }
}
