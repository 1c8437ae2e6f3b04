using System.Reflection;
using System.Security.Cryptography;
using EdgeNotebooks.Datasets;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Subjects;
using EdgeNotebooks.Subjects.Architectures;
using EdgeNotebooks.Subjects.Cards;
using EdgeNotebooks.Subjects.Evaluation;
using EdgeNotebooks.Subjects.Serving;
using EdgeNotebooks.Subjects.Weights;
using EdgeNotebooks.Training.Learning;
using static TorchSharp.torch.nn;
using Tensor = TorchSharp.torch.Tensor;

namespace EdgeNotebooks.Training.Export;

/// <summary>Turns a trained network into a model file and its card.</summary>
internal static class Exporter
{
    private const int HeldOutPictures = 2000;

    /// <summary>
    /// Writes SUBJECT.onnx and SUBJECT.json into <paramref name="folder"/>; a model that fails its checks leaves what was there.
    /// </summary>
    public static ModelCard Export(Recipe recipe, Module<Tensor, Tensor> network, TimeSpan duration, string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{recipe.Subject}.onnx");
        var candidate = Path.Combine(folder, $"{recipe.Subject}.candidate.onnx");
        try
        {
            ResidualNetwork.Build(recipe.Architecture, new FoldedWeights(TrainedState.Of(network))).Save(candidate);
            var card = Describe(recipe, network, duration, candidate);
            File.Move(candidate, path, overwrite: true);
            card.SaveBeside(path);
            return card;
        }
        finally
        {
            File.Delete(candidate);
        }
    }

    private static ModelCard Describe(Recipe recipe, Module<Tensor, Tensor> network, TimeSpan duration, string path)
    {
        var settings = recipe.Settings;
        var (metrics, data) = Measure(recipe, path);
        return new()
        {
            Subject = recipe.Subject,
            Weights = "trained",
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))),
            Bytes = new FileInfo(path).Length,
            Parameters = recipe.Architecture.Parameters,
            Metrics = metrics,
            ExportDifference = ExportCheck.Difference(network, recipe.Task, settings.Seed, path),
            Data = data,
            Training = settings,
            Architecture = recipe.Architecture,
            TrainingSeconds = Math.Round(duration.TotalSeconds),
            Machine = MachineDescription.Here(),
            Versions = new SortedDictionary<string, string>
            {
                ["EdgeNotebooks"] = VersionOf(typeof(ModelCard)),
                ["TorchSharp"] = VersionOf(typeof(TorchSharp.torch)),
                ["ONNX Runtime"] = VersionOf(typeof(Microsoft.ML.OnnxRuntime.InferenceSession)),
                [".NET"] = Environment.Version.ToString(),
            },
            Command = $"edgenb train {recipe.Subject}",
            Repeats = "Pictures, their order and the initial weights repeat exactly; float sums depend on processor and thread count, "
                + "so the weights differ in detail and the accuracy by about a percentage point.",
        };
    }

    /// <summary>Accuracy on held-out pictures, which no training has seen.</summary>
    private static (CardMetrics Metrics, DrawnData Data) Measure(Recipe recipe, string path)
    {
        var settings = recipe.Settings;
        var training = new StreamSlice($"{DrawnStream.Training}", settings.Seed, settings.Epochs * settings.PicturesPerEpoch);
        if (recipe.Architecture.Head == NetworkHead.Classifier)
        {
            var shapes = ShapesDataset.HeldOut(HeldOutPictures);
            var top = Classifier.Load(path).Evaluate(shapes);
            return (new(top.Count, top.Top1Pct, top.Top5Pct), new("shapes", ShapesDataset.ClassNames.Count, training, new($"{shapes.Stream}", shapes.Seed, shapes.Count)));
        }

        var scenes = ScenesDataset.HeldOut(HeldOutPictures);
        using var session = Session.Open(path);
        var accuracy = new Evaluator(session, ServingPipeline.For(recipe.Subject)).Segment(scenes, scenes.Count);
        return (new(accuracy.Count, MeanIouPct: accuracy.MiouPct), new("scenes", ScenesDataset.ClassNames.Count, training, new($"{scenes.Stream}", scenes.Seed, scenes.Count)));
    }

    private static string VersionOf(Type type) =>
        type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? $"{type.Assembly.GetName().Version}";
}
