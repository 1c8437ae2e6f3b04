using EdgeNotebooks.Host.Display;
using Microsoft.AspNetCore.Html;

namespace EdgeNotebooks.Host.Scripting;

/// <summary>What every cell can call without a <c>using</c>, by the names that .NET Interactive gave it.</summary>
public static class CellFunctions
{
    /// <summary>The output of the cell that runs, or ran last: one session runs one cell at a time.</summary>
    internal static ICellOutput? Output { get; set; }

    /// <summary>Who can be asked; null where nobody can.</summary>
    internal static ICellInput? Input { get; set; }

    /// <summary>Shows a value as an output of the running cell.</summary>
    /// <param name="value">Anything; null shows as <c>&lt;null&gt;</c>.</param>
    /// <param name="mimeTypes">Representations to show; those that the value prefers if none is given.</param>
    /// <exception cref="InvalidOperationException">No notebook is running.</exception>
#pragma warning disable IDE1006 // The dialect's own spelling.
    public static DisplayedValue display(object? value, params string[] mimeTypes) => Show(value, mimeTypes);

    /// <summary>Removes the running cell's outputs so far.</summary>
    /// <param name="wait">Not before the next output comes, so that nothing flickers.</param>
    public static void clear_output(bool wait = false) => Shown.Clear(wait);

    /// <summary>Asks the user for a line of text and waits for it; <c>Console.ReadLine()</c> does so without a question.</summary>
    /// <exception cref="InvalidOperationException">Nobody can be asked: the notebook runs headless.</exception>
    public static string input(string prompt = "") => Asked.Ask(prompt, isPassword: false);

    /// <summary>Asks the user for a text that is not shown while it is typed.</summary>
    /// <exception cref="InvalidOperationException">Nobody can be asked: the notebook runs headless.</exception>
    public static string password(string prompt = "") => Asked.Ask(prompt, isPassword: true);
#pragma warning restore IDE1006

    /// <summary>Text that is shown as HTML.</summary>
    public static IHtmlContent HTML(string content) => new HtmlString(content);

    internal static DisplayedValue Show(object? value, IReadOnlyList<string> mimeTypes) =>
        new(Shown, value, mimeTypes);

    private static ICellOutput Shown => Output ?? throw new InvalidOperationException("display: no notebook is running");

    private static ICellInput Asked => Input ?? throw new InvalidOperationException("nobody can be asked here: the notebook runs headless; make the value a parameter and pass it with --set");
}
