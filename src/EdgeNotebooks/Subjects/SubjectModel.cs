using EdgeNotebooks.Subjects.Cards;

namespace EdgeNotebooks.Subjects;

/// <summary>A subject's model file, if there is one.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Path">The ONNX file; null where none was built or fetched yet.</param>
/// <param name="Weights"><c>trained</c> (here, on drawn pictures), <c>random</c> (good for latency only) or <c>original</c>; null without a file.</param>
/// <param name="Card">How a trained model was made and what it reaches.</param>
public sealed record SubjectModel(Subject Subject, string? Path, string? Weights, ModelCard? Card = null)
{
    /// <summary>Metadata entry by which a model built here states its weights.</summary>
    public const string WeightsKey = "weights";

    /// <summary>Where the file comes from, or the command that makes one.</summary>
    public string From => Weights switch
    {
        null => $"not there: edgenb {(Subject.IsFullSize ? "models build" : "train")} {Subject.Name}",
        "trained" => $"edgenb train {Subject.Name}",
        "random" => $"edgenb models build {Subject.Name}",
        _ => Subject.Published ?? "given",
    };

    /// <summary>Size of the file; null without one.</summary>
    public long? Bytes => Path is null ? null : new FileInfo(Path).Length;

    /// <summary>The file.</summary>
    /// <exception cref="FileNotFoundException">There is none; the message says how to get it.</exception>
    public string RequirePath() => Path ?? throw new FileNotFoundException(
        $"there is no model of '{Subject.Name}' yet; " + (Subject.IsFullSize
            ? $"'edgenb models build {Subject.Name}' writes one with random weights (for latency), 'edgenb fetch models {Subject.Name}' tells how to get the original"
            : $"'edgenb train {Subject.Name}' makes it, and a checkout of the project has it as models/{Subject.Name}.onnx"));

    /// <summary>Throws if accuracy cannot be asked of the model.</summary>
    /// <exception cref="RandomWeightsException">Its weights are random.</exception>
    public void RequireAccuracy()
    {
        if (Weights == "random") throw new RandomWeightsException(RequirePath());
    }

    /// <inheritdoc/>
    public override string ToString() => Path is null ? $"{Subject.Name}: not there yet" : $"{Subject.Name}: {Path} (weights={Weights})";
}
