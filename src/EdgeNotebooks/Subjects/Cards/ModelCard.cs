using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeNotebooks.Subjects.Architectures;

namespace EdgeNotebooks.Subjects.Cards;

/// <summary>How a model that ships with the project was made, and what it reaches. It lies beside the model as SUBJECT.json.</summary>
public sealed record ModelCard
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The subject, such as <c>resnet_mini</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>Where the weights come from: <c>trained</c>, <c>random</c> or <c>original</c>.</summary>
    public required string Weights { get; init; }

    /// <summary>SHA-256 of the model file, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Size of the model file.</summary>
    public required long Bytes { get; init; }

    /// <summary>Weights and biases, batch normalisation folded.</summary>
    public required long Parameters { get; init; }

    /// <summary>What the model reaches on held-out pictures.</summary>
    public required CardMetrics Metrics { get; init; }

    /// <summary>Largest difference between the exported model and the trained network, relative to the largest output.</summary>
    public required double ExportDifference { get; init; }

    /// <summary>The data it was made with and measured on.</summary>
    public required DrawnData Data { get; init; }

    /// <summary>What decided the training besides data and architecture.</summary>
    public required TrainingSettings Training { get; init; }

    /// <summary>Layers and their sizes.</summary>
    public required ResidualArchitecture Architecture { get; init; }

    /// <summary>Seconds of training, pauses left out; the machine may have done other work meanwhile.</summary>
    public required double TrainingSeconds { get; init; }

    /// <summary>Processor, cores and system that trained.</summary>
    public required string Machine { get; init; }

    /// <summary>Libraries by name with their versions.</summary>
    public required IReadOnlyDictionary<string, string> Versions { get; init; }

    /// <summary>The command that makes the model again.</summary>
    public required string Command { get; init; }

    /// <summary>How far that command repeats the result.</summary>
    public required string Repeats { get; init; }

    /// <summary>Reads the card of a model file, which lies beside it under the same name with the extension <c>.json</c>.</summary>
    /// <exception cref="FileNotFoundException">There is no card.</exception>
    /// <exception cref="JsonException">It is no card, or a required entry is missing.</exception>
    public static ModelCard Beside(string modelPath)
    {
        var path = Path.ChangeExtension(modelPath, ".json");
        return JsonSerializer.Deserialize<ModelCard>(File.ReadAllBytes(path), Json) ?? throw new JsonException($"'{path}' holds no model card");
    }

    /// <summary>Writes the card beside a model file, whole or not at all.</summary>
    public void SaveBeside(string modelPath)
    {
        var path = Path.ChangeExtension(modelPath, ".json");
        File.WriteAllText($"{path}.new", JsonSerializer.Serialize(this, Json) + "\n");
        File.Move($"{path}.new", path, overwrite: true);
    }
}
