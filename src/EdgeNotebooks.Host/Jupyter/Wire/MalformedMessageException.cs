namespace EdgeNotebooks.Host.Jupyter.Wire;

/// <summary>Frames that are no message of this connection; they are dropped.</summary>
internal sealed class MalformedMessageException(string message, Exception? inner = null) : Exception(message, inner);
