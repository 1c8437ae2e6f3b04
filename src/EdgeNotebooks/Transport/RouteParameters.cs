namespace EdgeNotebooks.Transport;

/// <summary>
/// Request parameters of our tiers, where the protocol has no word for it. The model of the URL is what runs first; without any
/// of these a tier is an ordinary server of the protocol.
/// </summary>
internal static class RouteParameters
{
    /// <summary>The tier that runs the model of the URL; tiers before it send the request on. Absent: the one that is asked.</summary>
    public const string Tier = "tier";

    /// <summary>What runs afterwards on the outputs: <c>part2@edge,part3@cloud</c>.</summary>
    public const string Then = "then";

    /// <summary>
    /// For each part, as a JSON array of arrays in a string, the tensors that it was given and that travel on beside what it makes:
    /// <c>[["x"],[]]</c>. Absent: none do.
    /// </summary>
    public const string Pass = "pass";

    /// <summary><c>warm</c>, or <c>cold</c>: the model is loaded for this request alone.</summary>
    public const string Session = "session";

    /// <summary><c>binary</c>, <c>paper</c> or <c>json</c>: how it is sent on, and how the reply is written.</summary>
    public const string Encoding = "encoding";

    /// <summary>How seam tensors are packed: <c>none</c>, <c>fp16</c>, <c>int8</c>, <c>lz4</c>, <c>zstd</c>.</summary>
    public const string Seam = "seam";

    /// <summary>True where a part has run before: what travels are seam tensors.</summary>
    public const string IsSeam = "is_seam";

    /// <summary>The subject whose serving turns an encoded picture (a BYTES input) into tensors, and outputs into an answer.</summary>
    public const string Subject = "subject";

    /// <summary>Size of the picture as it came, for the tier that makes the answer.</summary>
    public const string PictureWidth = "picture_width";

    /// <inheritdoc cref="PictureWidth"/>
    public const string PictureHeight = "picture_height";
}
