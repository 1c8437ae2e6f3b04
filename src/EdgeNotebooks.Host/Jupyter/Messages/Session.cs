using System.Text.Json.Nodes;

namespace EdgeNotebooks.Host.Jupyter.Messages;

/// <summary>Which of the inputs to list.</summary>
internal sealed record HistoryRequest
{
    public bool Output { get; init; }

    /// <summary><c>range</c>, <c>tail</c> or <c>search</c>.</summary>
    public string HistAccessType { get; init; } = "tail";

    /// <summary>Only session 0, the running one, is kept.</summary>
    public int Session { get; init; }

    public int Start { get; init; }

    public int? Stop { get; init; }

    public int? N { get; init; }

    /// <summary>For <c>search</c>: with <c>*</c> and <c>?</c>.</summary>
    public string? Pattern { get; init; }

    public bool Unique { get; init; }
}

/// <summary>Inputs as triples of session, count and code.</summary>
internal sealed record HistoryReply(JsonArray History) : IMessageContent
{
    public static string Type => "history_reply";

    public string Status { get; } = "ok";
}

/// <summary>The open comms: this kernel has none.</summary>
internal sealed record CommInfoReply : IMessageContent
{
    public static string Type => "comm_info_reply";

    public string Status { get; } = "ok";

    public JsonObject Comms { get; } = [];
}

/// <summary>Ends a comm that a client opened for a target that the kernel does not have.</summary>
internal sealed record CommClose(string CommId, JsonObject Data) : IMessageContent
{
    public static string Type => "comm_close";
}

/// <summary>The running cell was told to stop.</summary>
internal sealed record InterruptReply : IMessageContent
{
    public static string Type => "interrupt_reply";

    public string Status { get; } = "ok";
}

/// <summary>The kernel shall end.</summary>
internal sealed record ShutdownRequest(bool Restart);

/// <summary>The kernel ends; whoever started it starts it anew if <paramref name="Restart"/>.</summary>
internal sealed record ShutdownReply(bool Restart) : IMessageContent
{
    public static string Type => "shutdown_reply";

    public string Status { get; } = "ok";
}
