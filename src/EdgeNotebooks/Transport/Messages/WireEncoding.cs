namespace EdgeNotebooks.Transport.Messages;

/// <summary>How tensors are written on the wire.</summary>
public enum WireEncoding
{
    /// <summary>Raw little-endian values behind the JSON header: the protocol's binary tensor data extension.</summary>
    Binary,

    /// <summary>Base64 inside the JSON, as the study's servers exchanged them; a third larger.</summary>
    Paper,

    /// <summary>Numbers in JSON, as the protocol has them without extensions: for reading, not for measuring.</summary>
    Json,
}
