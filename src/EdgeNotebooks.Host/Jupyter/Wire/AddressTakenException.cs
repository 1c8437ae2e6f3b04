namespace EdgeNotebooks.Host.Jupyter.Wire;

/// <summary>An address of the connection file cannot be bound.</summary>
public sealed class AddressTakenException(string address, Exception inner)
    : Exception($"address {address} of the connection file cannot be used ({inner.Message}); another kernel may have it: let the client write a new file", inner);
