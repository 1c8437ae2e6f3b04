using EdgeNotebooks.Host.Display;
using Microsoft.AspNetCore.Html;

namespace EdgeNotebooks.Host.Scripting;

/// <summary>What every cell can call without a <c>using</c>, by the names that .NET Interactive gave it.</summary>
public static class CellFunctions
{
    /// <summary>The output of the cell that runs, or ran last: one session runs one cell at a time.</summary>
    internal static ICellOutput? Output { get; set; }

    /// <summary>Shows a value as an output of the running cell.</summary>
    /// <param name="value">Anything; null shows as <c>&lt;null&gt;</c>.</param>
    /// <param name="mimeTypes">Representations to show; those that the value prefers if none is given.</param>
    /// <exception cref="InvalidOperationException">No notebook is running.</exception>
#pragma warning disable IDE1006 // The dialect's own spelling.
    public static DisplayedValue display(object? value, params string[] mimeTypes) => Show(value, mimeTypes);
#pragma warning restore IDE1006

    /// <summary>Text that is shown as HTML.</summary>
    public static IHtmlContent HTML(string content) => new HtmlString(content);

    internal static DisplayedValue Show(object? value, IReadOnlyList<string> mimeTypes) =>
        new(Output ?? throw new InvalidOperationException("display: no notebook is running"), value, mimeTypes);
}
