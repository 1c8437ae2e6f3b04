using Microsoft.DotNet.Interactive.Formatting;

namespace EdgeNotebooks.Host.Display;

/// <summary>Text that is shown as Markdown.</summary>
/// <param name="Text">CommonMark with tables.</param>
[TypeFormatterSource(typeof(Formatters), PreferredMimeTypes = ["text/markdown"])]
public sealed record Markdown(string Text)
{
    private sealed class Formatters : ITypeFormatterSource
    {
        public IEnumerable<ITypeFormatter> CreateTypeFormatters() => [new TextFormatter("text/markdown"), new TextFormatter("text/plain")];
    }

    private sealed class TextFormatter(string mimeType) : ITypeFormatter<Markdown>
    {
        public string MimeType => mimeType;

        public Type Type => typeof(Markdown);

        public bool Format(Markdown value, FormatContext context)
        {
            context.Writer.Write(value.Text);
            return true;
        }

        public bool Format(object instance, FormatContext context) => Format((Markdown)instance, context);
    }
}
