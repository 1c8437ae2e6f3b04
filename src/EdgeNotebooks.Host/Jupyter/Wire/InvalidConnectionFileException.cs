namespace EdgeNotebooks.Host.Jupyter.Wire;

/// <summary>A file is no connection file that this kernel can serve; the message says what was found.</summary>
public sealed class InvalidConnectionFileException(string path, string message, Exception? inner = null) : Exception($"'{path}' {message}", inner);
