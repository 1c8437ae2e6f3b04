using System.Globalization;
using System.Text;
using EdgeNotebooks.Charts.Svg;
using EdgeNotebooks.Display;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Cuts;
using EdgeNotebooks.Operators.EarlyExit;

namespace EdgeNotebooks.Charts;

/// <summary>
/// A model as a row of boxes, each what lies between two places where few tensors cross, with its cost; a cut is a red
/// line, and boxes that an exit skips are grey.
/// </summary>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html, DisplayFormatterSource.Svg])]
public sealed class GraphPicture : IDisplay
{
    private const int PerRow = 7;
    private const double BoxWidth = 112;
    private const double BoxHeight = 52;
    private const double Gap = 14;
    private const double RowHeight = BoxHeight + 44;

    private readonly OnnxModel _model;
    private readonly IReadOnlyList<GraphBox> _boxes;
    private readonly Cut? _cut;
    private readonly Exit? _exit;

    private GraphPicture(OnnxModel model, IReadOnlyList<GraphBox> boxes, Cut? cut, Exit? exit) => (_model, _boxes, _cut, _exit) = (model, boxes, cut, exit);

    /// <summary>The boxes, from the inputs on.</summary>
    public IReadOnlyList<GraphBox> Boxes => _boxes;

    /// <summary>The picture of a model.</summary>
    /// <param name="model">A model with at least one cut.</param>
    /// <param name="cut">A cut to mark.</param>
    /// <param name="exit">An exit to mark.</param>
    /// <param name="inputShapes">Shapes of inputs with open axes, for the costs.</param>
    /// <exception cref="ArgumentException">The model cannot be divided anywhere.</exception>
    public static GraphPicture Of(OnnxModel model, Cut? cut = null, Exit? exit = null, IReadOnlyDictionary<string, TensorShape>? inputShapes = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        var cuts = model.Cuts(inputShapes);
        if (cuts.Count == 0) throw new ArgumentException($"model '{model.Label}' cannot be divided, so it is one box", nameof(model));
        return new(model, GraphBox.Between(cuts, ModelInfo.Of(model, inputShapes)), cut, exit);
    }

    /// <inheritdoc/>
    public string Render(string mimeType) => mimeType == DisplayFormatterSource.Svg ? ToSvg()
        : ToSvg() + HtmlText.Caption(ToString());

    /// <summary>Model and number of boxes.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{_model.Label}: {_boxes.Count} boxes, darker ones compute more{(_cut is null ? "" : $"; red line: cut {_cut}")}{(_exit is null ? "" : $"; grey: skipped by exit {_exit}")}");

    /// <summary>A complete SVG document.</summary>
    public string ToSvg()
    {
        var rows = (_boxes.Count + PerRow - 1) / PerRow;
        var (width, height) = ((PerRow * (BoxWidth + Gap)) + Gap, (rows * RowHeight) + Gap);
        var svg = new StringBuilder(FormattableString.Invariant(
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:0.##} {height:0.##}\" width=\"{width:0.##}\" style=\"max-width:100%;font-family:sans-serif;fill:currentColor;color:#727d87\" role=\"img\">"));
        var most = Math.Max(1, _boxes.Max(box => box.Macs ?? box.Parameters));
        foreach (var (i, box) in _boxes.Index()) Draw(svg, i, box, (double)(box.Macs ?? box.Parameters) / most);
        return svg.Append("</svg>").ToString();
    }

    private void Draw(StringBuilder svg, int index, GraphBox box, double share)
    {
        var (x, y) = (Gap + (index % PerRow * (BoxWidth + Gap)), Gap + (index / PerRow * RowHeight));
        var skipped = _exit is not null && box.IsWithin(_exit.From, _exit.To, _boxes);
        if (index % PerRow > 0) svg.Append(Mark.Line(x - Gap, y + (BoxHeight / 2), x, y + (BoxHeight / 2), Palette.Neutral, 1.5));
        svg.Append(FormattableString.Invariant($"<g><title>{HtmlText.Encode(box.Ends)}</title>"))
            .Append(Mark.Rectangle(x, y, BoxWidth, BoxHeight, skipped ? Palette.Neutral : Palette.Of("identity"), skipped ? 0.12 : 0.1 + (0.6 * share)))
            .Append(Mark.Text(x + (BoxWidth / 2), y + 21, $"{Short(box.Macs)} MACs", size: 12))
            .Append(Mark.Text(x + (BoxWidth / 2), y + 38, $"{Short(box.Parameters)} parameters", size: 11))
            .Append(Mark.Text(x + (BoxWidth / 2), y + BoxHeight + 13, Tail(box.Ends), size: 9)).Append("</g>");
        if (_cut is null || index != BoxOfCut()) return;
        // A cut at the end of a box stands behind it, one inside of a box on it.
        var at = x + (box.Ends == string.Join(", ", _cut.Tensors) ? BoxWidth + (Gap / 2) : BoxWidth / 2);
        svg.Append(Mark.Line(at, y - 8, at, y + BoxHeight + 2, "#D00000", 3));
    }

    /// <summary>The box that the cut ends or divides.</summary>
    private int BoxOfCut() => _boxes.Index().Last(pair => pair.Index == 0 || pair.Item.ParametersBefore < _cut!.ParametersBefore).Index;

    private static string Tail(string name) => name.Length <= 24 ? name : $"...{name[^22..]}";

    private static string Short(long? value) => value switch
    {
        null => "?",
        >= 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e9:0.##} G"),
        >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e6:0.##} M"),
        >= 1_000 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e3:0.#} k"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };
}
