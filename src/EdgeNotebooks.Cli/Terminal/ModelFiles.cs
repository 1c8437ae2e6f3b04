using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Subjects;

namespace EdgeNotebooks.Cli.Terminal;

/// <summary>Models and shapes as the command line names them.</summary>
internal static class ModelFiles
{
    public const string ShapeHelp = "NAME=1x3x224x224: lengths of an input's open axes. Repeatable.";

    public static OnnxModel Load(string path) => File.Exists(path)
        ? OnnxModel.Load(path)
        : throw new FileNotFoundException($"model '{path}' does not exist; check the path", path);

    /// <summary>The weights that a file states, which results made with it repeat (<c>random</c>: good for latency only); null when it states none.</summary>
    public static string? StatedWeights(string path) => Load(path).Metadata.GetValueOrDefault(SubjectModel.WeightsKey);

    public static SessionChain Chain(IReadOnlyList<string> paths, int threads)
    {
        if (threads < 1) throw new ArgumentException(FormattableString.Invariant($"--threads is {threads}; at least 1 is needed"));
        return SessionChain.Open(paths, new SessionSettings { Threads = threads });
    }

    public static Dictionary<string, TensorShape> Shapes(string[]? texts)
    {
        var shapes = new Dictionary<string, TensorShape>();
        foreach (var text in texts ?? [])
        {
            var at = text.LastIndexOf('=');
            if (at < 1) throw new ArgumentException($"--input-shape '{text}' is no shape; write --input-shape NAME=1x3x224x224");
            shapes[text[..at]] = TensorShape.Parse(text[(at + 1)..]);
        }

        return shapes;
    }
}
