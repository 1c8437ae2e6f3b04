using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EdgeNotebooks.Datasets;
using EdgeNotebooks.Experiments.Planning;
using EdgeNotebooks.Experiments.Recording;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Operators.EarlyExit;
using EdgeNotebooks.Operators.Partition;
using EdgeNotebooks.Operators.Quantization;
using EdgeNotebooks.Subjects;

namespace EdgeNotebooks.Experiments.Measuring;

/// <summary>
/// What operators make of subjects, each once: written under a key of everything that it depends on, so that another model, operator,
/// calibration or version of the library never finds it.
/// </summary>
internal sealed class ArtifactStore(string folder, Plan plan)
{
    private readonly Dictionary<(string Subject, string Operator), (string Path, ArtifactEntry Entry)> _made = [];

    /// <summary>The file of an operator's whole model, and whether it lay ready.</summary>
    public (string Path, ArtifactEntry Entry) Whole(SubjectModel model, string sha256, string @operator)
    {
        var key = (model.Subject.Name, @operator);
        if (_made.TryGetValue(key, out var known)) return known;
        if (@operator == OperatorChain.Identity) return _made[key] = (model.RequirePath(), new(model.Subject.Name, @operator, sha256, FromCache: false));
        var hash = KeyOf(sha256, @operator);
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{model.Subject.Name}-{@operator}-{hash[..16]}.onnx"));
        var cached = File.Exists(path);
        if (!cached)
        {
            Directory.CreateDirectory(folder);
            Made(model, @operator).Save(path);
        }

        return _made[key] = (path, new(model.Subject.Name, @operator, hash, cached));
    }

    /// <summary>The parts for a deployment; a whole model is one part.</summary>
    public static IReadOnlyList<OnnxModel> Parts(string path, Subject subject, OperatorChain chain, int parts)
    {
        var whole = OnnxModel.Load(path);
        if (parts == 1) return [whole];
        var (early, late) = (subject.Cuts.ExitPartition, subject.Cuts.Partition);
        var two = chain.Steps.Contains(OperatorChain.EarlyExit) ? early : late;
        return (parts == 2 ? whole.Partition(two) : whole.Partition(early, late)).Parts;
    }

    private string KeyOf(string sha256, string @operator)
    {
        var version = typeof(ArtifactStore).Assembly.ManifestModule.ModuleVersionId;
        var text = string.Create(CultureInfo.InvariantCulture, $"{sha256}|{@operator}|{QuantizationPreset.Study}|{plan.CalibrationSamples}|{plan.Inputs.Folder}|{plan.Seed}|{version}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private OnnxModel Made(SubjectModel subject, string @operator)
    {
        var model = OnnxModel.Load(subject.RequirePath());
        foreach (var step in OperatorChain.Parse(@operator).Steps)
            model = step == OperatorChain.Quantize
                ? model.Quantize(Calibration(subject.Subject), new QuantizationOptions { Preset = QuantizationPreset.Study })
                : model.EarlyExit(subject.Subject.Cuts.ExitFrom, subject.Subject.Cuts.ExitTo);
        return model;
    }

    private CalibrationData Calibration(Subject subject) => subject.Dataset switch
    {
        "shapes" => ShapesDataset.Calibration(plan.CalibrationSamples, (ulong)plan.Seed),
        "scenes" => ScenesDataset.Calibration(plan.CalibrationSamples, (ulong)plan.Seed),
        _ when plan.Inputs.Folder is { Length: > 0 } pictures => CalibrationData.Pictures(PictureFolder.Open(pictures), Subjects.Serving.ServingPipeline.For(subject.Name).Preprocessing).Take(plan.CalibrationSamples),
        _ => throw new InvalidPlanException($"quantizing '{subject.Name}' needs pictures of '{subject.Dataset}'; name a folder in inputs.folder"),
    };
}
