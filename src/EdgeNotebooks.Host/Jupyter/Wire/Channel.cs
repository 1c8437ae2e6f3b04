namespace EdgeNotebooks.Host.Jupyter.Wire;

/// <summary>The sockets that carry messages; the heartbeat carries none.</summary>
internal enum Channel
{
    /// <summary>Requests, answered in order.</summary>
    Shell,

    /// <summary>Requests that overtake the running cell.</summary>
    Control,

    /// <summary>Broadcasts to every client.</summary>
    Iopub,

    /// <summary>Questions to the client whose cell runs.</summary>
    Stdin,
}
