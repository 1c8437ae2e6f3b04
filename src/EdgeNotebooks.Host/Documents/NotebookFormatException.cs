namespace EdgeNotebooks.Host.Documents;

/// <summary>A file is no notebook that this host can run; the message says what was found and what to do.</summary>
public sealed class NotebookFormatException(string path, string message, Exception? inner = null) : Exception($"'{path}' {message}", inner)
{
    /// <summary>The file as the user named it.</summary>
    public string Path { get; } = path;
}
