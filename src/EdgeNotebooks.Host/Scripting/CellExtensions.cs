using EdgeNotebooks.Host.Display;

namespace EdgeNotebooks.Host.Scripting;

/// <summary><c>x.Display()</c>, as in .NET Interactive.</summary>
public static class CellExtensions
{
    /// <summary>Shows the value as an output of the running cell.</summary>
    public static DisplayedValue Display<T>(this T value, params string[] mimeTypes) => CellFunctions.Show(value, mimeTypes);
}
