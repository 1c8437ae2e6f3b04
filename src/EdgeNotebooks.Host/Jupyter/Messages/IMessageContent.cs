namespace EdgeNotebooks.Host.Jupyter.Messages;

/// <summary>The content of one kind of message, by the protocol's names in snake case.</summary>
internal interface IMessageContent
{
    /// <summary>The protocol's name of the kind.</summary>
    static abstract string Type { get; }
}
