namespace EdgeNotebooks.Display;

/// <summary>The formatters of every <see cref="IDisplay"/> type, in the shape that .NET Interactive looks for by name.</summary>
internal sealed class DisplayFormatterSource
{
    /// <summary>MIME type of a Plotly figure as JSON.</summary>
    public const string Plotly = "application/vnd.plotly.v1+json";

    /// <summary>MIME type of HTML.</summary>
    public const string Html = "text/html";

    /// <summary>MIME type of a vector picture.</summary>
    public const string Svg = "image/svg+xml";

    /// <summary>MIME type of a PNG picture, in base64.</summary>
    public const string Png = "image/png";

#pragma warning disable CA1822 // Called by name on an instance.
    public IEnumerable<object> CreateTypeFormatters() =>
        [new Formatter(Html), new Formatter(Plotly), new Formatter(Svg), new Formatter(Png), new Formatter("text/plain")];
#pragma warning restore CA1822

    private sealed class Formatter(string mimeType)
    {
        public string MimeType { get; } = mimeType;

        public bool Format(object instance, TextWriter writer)
        {
            writer.Write(MimeType == "text/plain" ? instance.ToString() : ((IDisplay)instance).Render(MimeType));
            return true;
        }
    }
}
