using EdgeNotebooks.Onnx;
using EdgeNotebooks.Subjects.Evaluation;

namespace EdgeNotebooks.Cli.Terminal;

/// <summary>Measures models that are not in files yet, under the name of the file they came from: a subject goes by it.</summary>
internal sealed class ScoredModel(string name, string dataset, int? samples)
{
    /// <summary>The data set's first metric, in percent: top-1, or mean intersection over union.</summary>
    public double Score(OnnxModel model)
    {
        var folder = Directory.CreateTempSubdirectory("edgenb-");
        try
        {
            var path = Path.Combine(folder.FullName, Path.GetFileName(name));
            model.Save(path);
            return new EvaluationRequest(path, dataset) { Samples = samples }.Run().Values[0].Value;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
