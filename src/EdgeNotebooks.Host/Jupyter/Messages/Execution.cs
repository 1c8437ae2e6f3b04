using System.Text.Json.Nodes;

namespace EdgeNotebooks.Host.Jupyter.Messages;

/// <summary>Code to run.</summary>
internal sealed record ExecuteRequest
{
    public required string Code { get; init; }

    /// <summary>No broadcast of code and result, no count, no history.</summary>
    public bool Silent { get; init; }

    public bool? StoreHistory { get; init; }

    /// <summary>Name to expression; evaluated after the code, returned in the reply.</summary>
    public IReadOnlyDictionary<string, string>? UserExpressions { get; init; }

    public bool AllowStdin { get; init; } = true;

    public bool StopOnError { get; init; } = true;
}

/// <summary>The code ran to its end.</summary>
/// <param name="ExecutionCount">The cell's number.</param>
/// <param name="UserExpressions">Values asked for.</param>
/// <param name="Payload">What the client shall do: of the protocol's kinds only <c>page</c>, text for its pager.</param>
internal sealed record ExecuteReply(int ExecutionCount, JsonObject UserExpressions, JsonArray Payload) : IMessageContent
{
    public static string Type => "execute_reply";

    public string Status { get; } = "ok";

    /// <summary>A payload for the pager.</summary>
    public static JsonNode Page(JsonObject bundle) => new JsonObject { ["source"] = "page", ["data"] = bundle, ["start"] = 0 };
}

/// <summary>The code failed; the same facts are broadcast as <see cref="ErrorOutput"/>.</summary>
internal sealed record ExecuteErrorReply(int ExecutionCount, string Ename, string Evalue, IReadOnlyList<string> Traceback) : IMessageContent
{
    public static string Type => "execute_reply";

    public string Status { get; } = "error";
}

/// <summary>The code was not run, since code before it failed.</summary>
internal sealed record ExecuteAbortedReply(int ExecutionCount) : IMessageContent
{
    public static string Type => "execute_reply";

    public string Status { get; } = "aborted";
}

/// <summary>Tells every client what is being run.</summary>
internal sealed record ExecuteInput(string Code, int ExecutionCount) : IMessageContent
{
    public static string Type => "execute_input";
}
