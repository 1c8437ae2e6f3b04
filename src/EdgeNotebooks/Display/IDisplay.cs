namespace EdgeNotebooks.Display;

/// <summary>
/// A value that shows itself in a notebook. Types display themselves (this folder stands at the bottom of the library), so that
/// what a reader sees lies beside what it is; <c>text/plain</c> is <see cref="object.ToString"/>.
/// </summary>
public interface IDisplay
{
    /// <summary>
    /// The value in this MIME type: <c>text/html</c> for every type; the other types that a type declares with
    /// <see cref="TypeFormatterSourceAttribute"/> too. Binary types in base64.
    /// </summary>
    string Render(string mimeType);
}
