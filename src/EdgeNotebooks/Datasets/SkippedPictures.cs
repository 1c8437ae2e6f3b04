using System.Globalization;
using EdgeNotebooks.Display;

namespace EdgeNotebooks.Datasets;

/// <summary>The bad items that a reading passed over, so that they can be listed at its end.</summary>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed class SkippedPictures : IDisplay
{
    private readonly List<(string File, string Problem)> _items = [];
    private readonly Lock _lock = new();

    /// <summary>Number of items passed over.</summary>
    public int Count
    {
        get { lock (_lock) return _items.Count; }
    }

    /// <summary>Each file with what is wrong with it, in the order of reading.</summary>
    public IReadOnlyList<(string File, string Problem)> Items
    {
        get { lock (_lock) return [.. _items]; }
    }

    /// <inheritdoc/>
    public string Render(string mimeType) => HtmlText.Card($"{Number} passed over", Items);

    /// <summary>One line per item.</summary>
    public override string ToString() => Count == 0 ? "none passed over"
        : $"{Number} passed over:{string.Concat(Items.Select(item => $"\n  {item.File}: {item.Problem}"))}";

    internal void Add(string file, string problem)
    {
        lock (_lock) _items.Add((file, problem));
    }

    private string Number => string.Create(CultureInfo.InvariantCulture, $"{Count} bad {(Count == 1 ? "picture" : "pictures")}");
}
