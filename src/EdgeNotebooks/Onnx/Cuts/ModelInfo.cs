using System.Globalization;
using EdgeNotebooks.Display;

namespace EdgeNotebooks.Onnx.Cuts;

/// <summary>A model on one card.</summary>
/// <param name="Label">Its file, or its name where it has none.</param>
/// <param name="Inputs">Name, element type and shape of each input; open axes by name.</param>
/// <param name="Outputs">Name, element type and shape of each output.</param>
/// <param name="Nodes">Nodes of the main graph.</param>
/// <param name="Initializers">Initializers of the main graph.</param>
/// <param name="Parameters">Elements of all weights, each counted once; shapes and indices (int64) are no weights.</param>
/// <param name="Opset">Version of the standard operator set.</param>
/// <param name="Macs">Multiply-accumulates of one run; null where they cannot be told.</param>
/// <param name="InputShapes">The shapes that <paramref name="Macs"/> hold for; an open batch alone counts as 1.</param>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed record ModelInfo(string Label, IReadOnlyList<ValueInfo> Inputs, IReadOnlyList<ValueInfo> Outputs, int Nodes, int Initializers,
    long Parameters, long Opset, long? Macs, IReadOnlyDictionary<string, TensorShape> InputShapes) : IDisplay
{
    /// <summary>Reads it off a model; no weights are read.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputShapes">Shapes of inputs with open axes.</param>
    /// <exception cref="TensorNotFoundException">A name in <paramref name="inputShapes"/> is no input.</exception>
    /// <exception cref="ArgumentException">The model fixes another shape.</exception>
    public static ModelInfo Of(OnnxModel model, IReadOnlyDictionary<string, TensorShape>? inputShapes = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        var sized = new SizedGraph(model.Graph, inputShapes);
        var all = Enumerable.Range(0, model.Graph.Nodes.Length).ToArray();
        return new(model.Label, model.Inputs, model.Outputs, all.Length, model.Graph.Tensors.Count(tensor => tensor.IsInitializer),
            sized.ParametersOf(all), model.Opset, sized.MacsOf(all), sized.InputShapes);
    }

    /// <inheritdoc/>
    public string Render(string mimeType) => HtmlText.Card(Label, Facts());

    /// <summary>One fact per line.</summary>
    public override string ToString() => string.Join(Environment.NewLine, Facts().Select(fact => $"{fact.Name,-12}  {fact.Value}"));

    private (string Name, string Value)[] Facts() =>
    [
        ("inputs", string.Join(", ", Inputs)), ("outputs", string.Join(", ", Outputs)), ("nodes", Text(Nodes)), ("initializers", Text(Initializers)),
        ("parameters", Text(Parameters)), ("opset", Text(Opset)), ("macs", Macs is { } macs ? $"{Text(macs)}{For()}" : "unknown"),
    ];

    private string For() => InputShapes.Count == 0 ? "" : $" (for {string.Join(", ", InputShapes.Select(pair => $"{pair.Key} {pair.Value}"))})";

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
