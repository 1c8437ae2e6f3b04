using System.Security.Cryptography;
using EdgeNotebooks.Datasets;
using EdgeNotebooks.Emulation;
using EdgeNotebooks.Imaging;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Operators.Quantization;
using EdgeNotebooks.Operators.Verification;
using EdgeNotebooks.Subjects;
using EdgeNotebooks.Subjects.Evaluation;
using EdgeNotebooks.Subjects.Serving;
using EdgeNotebooks.Transport.Messages;

namespace EdgeNotebooks.WhatIf.Profiling;

/// <summary>What is sent to a model that is profiled, what it is calibrated with and how its accuracy is told.</summary>
internal sealed class ProfileInputs
{
    private const int RandomSamples = 16;
    private const int CalibrationPictures = 100;
    private readonly ProfileOptions _options;
    private readonly OnnxModel _model;

    public ProfileInputs(OnnxModel model, ProfileOptions options)
    {
        (_model, _options) = (model, options);
        var subject = options.Subject is { } name ? SubjectCatalog.Require(name) : null;
        Dataset = subject?.Dataset is "shapes" or "scenes" ? subject.Dataset : null;
        Picture = Dataset switch
        {
            "shapes" => PictureCodec.ToPng(ShapesDataset.HeldOut(1)[0].Picture),
            "scenes" => PictureCodec.ToPng(ScenesDataset.HeldOut(1)[0].Picture),
            _ => null,
        };
        Shapes = options.InputShapes ?? (subject is null ? null : new Dictionary<string, TensorShape> { [subject.InputName] = subject.TypicalShape });
        Tensors = Picture is null ? RandomInputs.Of(model, seed: 1, Shapes) : ServingPipeline.For(subject!.Name).Prepare(Picture).Inputs;
    }

    /// <summary>Input tensors by name.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors { get; }

    /// <summary>A picture file, where the subject's data set can be drawn; tensors are sent otherwise.</summary>
    public byte[]? Picture { get; }

    private string? Dataset { get; }

    private IReadOnlyDictionary<string, TensorShape>? Shapes { get; }

    /// <summary>How they are sent: a picture says whose serving it needs.</summary>
    public RequestSettings Request(WireEncoding encoding, bool isCold) => new() { Encoding = encoding, IsCold = isCold, Subject = Picture is null ? null : _options.Subject };

    /// <summary>The model in int8; null with the reason where it cannot be quantized.</summary>
    public OnnxModel? Quantized(out string? reason)
    {
        reason = null;
        var calibration = _options.Calibration ?? Dataset switch
        {
            "shapes" => ShapesDataset.Calibration(CalibrationPictures),
            "scenes" => ScenesDataset.Calibration(CalibrationPictures),
            _ => CalibrationData.Of([.. Enumerable.Range(1, RandomSamples).Select(seed => RandomInputs.Of(_model, (ulong)seed, Shapes))], "random tensors"),
        };
        try
        {
            return _model.Quantize(calibration, new QuantizationOptions { Preset = QuantizationPreset.Study });
        }
        catch (Exception e) when (e is QuantizationException or CalibrationException or NotSupportedException)
        {
            reason = e.Message;
            return null;
        }
    }

    /// <summary>Accuracy in percent on held-out pictures (top-1, or mean IoU); null where it cannot be told.</summary>
    public double? Accuracy(OnnxModel model)
    {
        if (Dataset is null || _options.AccuracySamples == 0) return null;
        using var session = Session.Open(model);
        var evaluator = new Evaluator(session, ServingPipeline.For(_options.Subject!));
        var count = _options.AccuracySamples;
        return Dataset == "shapes" ? evaluator.Classify(ShapesDataset.HeldOut(count), count).TopK!.Top1Pct : evaluator.Segment(ScenesDataset.HeldOut(count), count).MiouPct;
    }

    /// <summary>Size and SHA-256 of a model as a file.</summary>
    public static (long Bytes, string Sha256) FileOf(OnnxModel model)
    {
        var path = Path.GetTempFileName();
        try
        {
            model.Save(path);
            using var file = File.OpenRead(path);
            return (file.Length, Convert.ToHexStringLower(SHA256.HashData(file)));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
