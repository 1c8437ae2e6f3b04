using System.Text.Json.Nodes;

namespace EdgeNotebooks.Host.Jupyter.Messages;

/// <summary>What could stand at the cursor; positions count Unicode code points.</summary>
internal sealed record CompleteRequest(string Code, int CursorPos);

/// <summary>Texts that could replace what stands between the two positions.</summary>
internal sealed record CompleteReply(IReadOnlyList<string> Matches, int CursorStart, int CursorEnd, JsonObject Metadata) : IMessageContent
{
    public static string Type => "complete_reply";

    public string Status { get; } = "ok";
}

/// <summary>What stands at the cursor.</summary>
internal sealed record InspectRequest(string Code, int CursorPos, int DetailLevel = 0);

/// <summary>Documentation of what stands at the cursor.</summary>
internal sealed record InspectReply(bool Found, JsonObject Data, JsonObject Metadata) : IMessageContent
{
    public static string Type => "inspect_reply";

    public string Status { get; } = "ok";
}

/// <summary>Whether pressing Enter should run the code or begin a new line.</summary>
internal sealed record IsCompleteRequest(string Code);

/// <summary><c>complete</c>, <c>incomplete</c>, <c>invalid</c> or <c>unknown</c>, and the next line's indentation.</summary>
internal sealed record IsCompleteReply(string Status, string Indent) : IMessageContent
{
    public static string Type => "is_complete_reply";
}
