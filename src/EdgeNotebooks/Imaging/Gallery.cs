using EdgeNotebooks.Display;

namespace EdgeNotebooks.Imaging;

/// <summary>Pictures side by side, each with a line below it.</summary>
/// <param name="Items">Pictures and their captions, in order.</param>
/// <param name="Scale">Screen pixels per picture pixel; drawn without smoothing, so that what the network sees is seen.</param>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed record Gallery(IReadOnlyList<(Picture Picture, string Caption)> Items, double Scale = 2) : IDisplay
{
    /// <inheritdoc/>
    public string Render(string mimeType) =>
        "<div style=\"display:flex;flex-wrap:wrap;gap:12px\">" + string.Concat(Items.Select(item =>
            $"<figure style=\"margin:0;width:{Width(item.Picture)}px\">{item.Picture.ToImg(Scale)}"
            + $"<figcaption style=\"font-size:.75rem;line-height:1.3\">{HtmlText.Encode(item.Caption)}</figcaption></figure>")) + "</div>";

    /// <inheritdoc/>
    public override string ToString() => $"{Items.Count} pictures: {string.Join(", ", Items.Select(item => item.Caption))}";

    private int Width(Picture picture) => (int)(picture.Width * Scale);
}
