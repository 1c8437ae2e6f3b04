using EdgeNotebooks.Display;
using EdgeNotebooks.Imaging;

namespace EdgeNotebooks.Subjects.Serving;

/// <summary>What a served subject answers to one picture.</summary>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed record ServedAnswer : IDisplay
{
    /// <summary>Name of the most likely class of the picture; null for a segmentation.</summary>
    public string? Label { get; init; }

    /// <summary>Number of that class; null for a segmentation.</summary>
    public int? Class { get; init; }

    /// <summary>The class of each pixel of the picture as it came; null for a classification.</summary>
    public LabelMap? Map { get; init; }

    /// <summary>The map as a PNG file with a colour for each class; null for a classification.</summary>
    public byte[]? Png { get; init; }

    /// <summary>What is sent back: the label, or the PNG file in base64.</summary>
    public string Text => Label ?? Convert.ToBase64String(Png ?? []);

    /// <inheritdoc/>
    public string Render(string mimeType) => Label is { } label
        ? HtmlText.Encode(label)
        : $"<img alt=\"{Map}\" style=\"image-rendering:pixelated;min-width:128px\" src=\"data:image/png;base64,{Text}\">";

    /// <inheritdoc/>
    public override string ToString() => Label ?? $"{Map}, {Png?.Length} bytes of PNG";
}
