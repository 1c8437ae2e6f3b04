using EdgeNotebooks.Display;

namespace EdgeNotebooks.Charts.Svg;

/// <summary>The few shapes that figures are drawn with.</summary>
internal static class Mark
{
    public static string Text(double x, double y, string text, string anchor = "middle", double size = 12, double turn = 0) => FormattableString.Invariant(
        $"<text x=\"{x:0.##}\" y=\"{y:0.##}\" text-anchor=\"{anchor}\" font-size=\"{size}\"{(turn == 0 ? "" : FormattableString.Invariant($" transform=\"rotate({turn} {x:0.##} {y:0.##})\""))}>{HtmlText.Encode(text)}</text>");

    public static string Line(double x1, double y1, double x2, double y2, string color, double width = 1) =>
        FormattableString.Invariant($"<line x1=\"{x1:0.##}\" y1=\"{y1:0.##}\" x2=\"{x2:0.##}\" y2=\"{y2:0.##}\" stroke=\"{color}\" stroke-width=\"{width}\"/>");

    public static string Rectangle(double x, double y, double width, double height, string color, double opacity = 0.5) => FormattableString.Invariant(
        $"<rect x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{width:0.##}\" height=\"{Math.Max(height, 0):0.##}\" fill=\"{color}\" fill-opacity=\"{opacity}\" stroke=\"{color}\"/>");

    public static string Dot(double x, double y, string color, bool isSquare = false, double radius = 2.2) => isSquare
        ? FormattableString.Invariant($"<rect x=\"{x - 4:0.##}\" y=\"{y - 4:0.##}\" width=\"8\" height=\"8\" fill=\"{color}\"/>")
        : FormattableString.Invariant($"<circle cx=\"{x:0.##}\" cy=\"{y:0.##}\" r=\"{radius}\" fill=\"{color}\"/>");
}
