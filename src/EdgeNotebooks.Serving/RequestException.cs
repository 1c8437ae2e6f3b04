namespace EdgeNotebooks.Serving;

/// <summary>A request that is answered with an error.</summary>
internal sealed class RequestException(int status, string message) : Exception(message)
{
    /// <summary>HTTP status.</summary>
    public int Status { get; } = status;
}
