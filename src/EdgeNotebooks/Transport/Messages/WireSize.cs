namespace EdgeNotebooks.Transport.Messages;

/// <summary>How large messages are: they are written as a tier writes them, and counted.</summary>
internal static class WireSize
{
    /// <summary>Headers of an HTTP request, bytes, counted once for a name of usual length.</summary>
    public const int RequestHeaders = 190;

    /// <summary>Headers of a reply without the times of tiers.</summary>
    public const int ReplyHeaders = 200;

    /// <summary>What the times of one tier add to a reply's headers.</summary>
    public const int HeaderPerTier = 330;

    public static long OfSeam(IReadOnlyList<WireTensor> tensors, WireEncoding encoding) => OfRequest(tensors, encoding, subject: null, then: "m12-part2@cloud");

    public static long OfRequest(IReadOnlyList<WireTensor> tensors, WireEncoding encoding, string? subject, string? then)
    {
        var parameters = new Dictionary<string, object> { [RouteParameters.Tier] = "mobile", [RouteParameters.Encoding] = encoding.ToString().ToLowerInvariant() };
        if (subject is not null) parameters[RouteParameters.Subject] = subject;
        if (then is not null) parameters[RouteParameters.Then] = then;
        return MessageWriter.WriteRequest(new InferMessage { Parameters = parameters, Tensors = tensors }, encoding).Length;
    }

    public static long OfReply(IReadOnlyList<WireTensor> tensors, WireEncoding encoding) =>
        MessageWriter.WriteReply(new InferMessage { Model = "m12-model", Tensors = tensors }, _ => encoding).Length;
}
