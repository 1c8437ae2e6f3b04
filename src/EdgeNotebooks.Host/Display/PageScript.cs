namespace EdgeNotebooks.Host.Display;

/// <summary>A script that some outputs need and that must stand once in a document, not once in each output.</summary>
/// <param name="Marker">Text in an output's HTML that says it needs the script.</param>
/// <param name="Html">A complete <c>script</c> element, self-contained.</param>
public sealed record PageScript(string Marker, Lazy<string> Html)
{
    /// <summary>Whether this HTML needs the script.</summary>
    public bool IsNeededBy(string html) => html.Contains(Marker, StringComparison.Ordinal);
}
