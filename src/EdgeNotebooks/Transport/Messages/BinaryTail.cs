namespace EdgeNotebooks.Transport.Messages;

/// <summary>What follows the JSON header: each tensor's bytes, in the order in which the header names them.</summary>
internal sealed class BinaryTail(ReadOnlyMemory<byte> bytes)
{
    /// <summary>Bytes that no tensor has taken.</summary>
    public int Rest => bytes.Length;

    /// <summary>The next tensor's bytes.</summary>
    /// <exception cref="InvalidMessageException">There are not as many.</exception>
    public ReadOnlyMemory<byte> Take(string tensor, long count)
    {
        if (count < 0 || count > bytes.Length)
            throw new InvalidMessageException($"'{tensor}' says binary_data_size {count}, but {bytes.Length} bytes are left");
        var taken = bytes[..(int)count];
        bytes = bytes[(int)count..];
        return taken;
    }
}
