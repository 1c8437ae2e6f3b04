namespace EdgeNotebooks.Benchmarks;

/// <summary>One of the study's own models with random weights, in a folder that goes away with it.</summary>
public sealed class FullSizeFile : IDisposable
{
    public FullSizeFile(string subject) => Build = Command.Edgenb(Folder, "models", "build", subject, "--out", Path);

    public string Folder { get; } = Directory.CreateTempSubdirectory("edgenb-benchmark-").FullName;

    public string Path => System.IO.Path.Combine(Folder, "model.onnx");

    /// <summary>What building it took.</summary>
    public Command.Cost Build { get; }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
