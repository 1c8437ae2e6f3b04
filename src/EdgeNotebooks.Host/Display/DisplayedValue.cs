using EdgeNotebooks.Host.Scripting;

namespace EdgeNotebooks.Host.Display;

/// <summary>A value that was shown and can be shown anew in the same place, from any thread.</summary>
public sealed class DisplayedValue
{
    private readonly ICellOutput _output;
    private readonly IReadOnlyList<string> _mimeTypes;

    internal DisplayedValue(ICellOutput output, object? value, IReadOnlyList<string> mimeTypes)
    {
        _output = output;
        _mimeTypes = mimeTypes;
        CellThread.Checkpoint();
        output.Display(MimeBundle.Of(value, mimeTypes), DisplayId);
    }

    /// <summary>The id that links updates to the place.</summary>
    public string DisplayId { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Shows <paramref name="value"/> instead of what is there.</summary>
    public void Update(object? value)
    {
        CellThread.Checkpoint();
        _output.Update(MimeBundle.Of(value, _mimeTypes), DisplayId);
    }
}
