namespace EdgeNotebooks.Transport.Messages;

/// <summary>Bytes that are no message of the Open Inference Protocol; the message says what was found where.</summary>
public sealed class InvalidMessageException(string message, Exception? cause = null) : Exception(message, cause);
