using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive.Formatting;

namespace EdgeNotebooks.Host.Display;

/// <summary>A value in every representation that it has: MIME type to text (binary types in base64), richest first.</summary>
public sealed class MimeBundle
{
    private readonly List<KeyValuePair<string, string>> _contents;

    private MimeBundle(List<KeyValuePair<string, string>> contents) => _contents = contents;

    /// <summary>The representations, richest first, <c>text/plain</c> last.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Contents => _contents;

    /// <summary>A bundle of one representation.</summary>
    public static MimeBundle Of(string mimeType, string content) => new([new(mimeType, content)]);

    /// <summary>A bundle of given representations, richest first.</summary>
    public static MimeBundle Of(IReadOnlyList<(string MimeType, string Content)> contents) =>
        new([.. contents.Select(one => new KeyValuePair<string, string>(one.MimeType, one.Content))]);

    /// <summary>
    /// Formats a value with the formatters of Microsoft.DotNet.Interactive.Formatting: the types that it prefers, or those asked
    /// for, and always <c>text/plain</c>. Strings and single numbers are plain text only.
    /// </summary>
    public static MimeBundle Of(object? value, params IReadOnlyList<string> mimeTypes)
    {
        var bundle = new MimeBundle([]);
        var wanted = mimeTypes.Count > 0 ? mimeTypes
            : value is null or IConvertible or TimeSpan or DateTimeOffset or Guid ? []
            : Formatter.GetPreferredMimeTypesFor(value.GetType());
        foreach (var mimeType in wanted.Append("text/plain").Distinct())
            bundle._contents.Add(new(mimeType, value is string text && mimeTypes.Count == 0 ? text : Formatter.ToDisplayString(value, mimeType)));
        return bundle;
    }

    /// <summary>The bundle as nbformat's <c>data</c>: JSON types as objects, text as a list of lines, images as base64.</summary>
    public JsonObject ToJson() => ToJson(text => Documents.NotebookWriter.Lines(text));

    /// <summary>The bundle as Jupyter's messages carry it: as in nbformat, but text whole.</summary>
    internal JsonObject ToWire() => ToJson(text => JsonValue.Create(text));

    private JsonObject ToJson(Func<string, JsonNode> ofText)
    {
        var data = new JsonObject();
        foreach (var (mimeType, content) in _contents)
        {
            data[mimeType] = mimeType.EndsWith("json", StringComparison.Ordinal) ? JsonNode.Parse(content)
                : mimeType.StartsWith("image/", StringComparison.Ordinal) && mimeType != "image/svg+xml" ? content
                : ofText(content.ReplaceLineEndings("\n"));
        }

        return data;
    }
}
