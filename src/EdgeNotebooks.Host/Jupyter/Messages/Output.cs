using System.Text.Json.Nodes;

namespace EdgeNotebooks.Host.Jupyter.Messages;

/// <summary>Whether the kernel works on a request: <c>starting</c>, <c>busy</c>, <c>idle</c>.</summary>
internal sealed record Status(string ExecutionState) : IMessageContent
{
    public static string Type => "status";
}

/// <summary>Printed text.</summary>
internal sealed record StreamOutput(string Name, string Text) : IMessageContent
{
    public static string Type => "stream";
}

/// <summary>A value shown in between.</summary>
internal sealed record DisplayData(JsonObject Data, JsonObject Metadata, JsonObject Transient) : IMessageContent
{
    public static string Type => "display_data";
}

/// <summary>A new state of a value shown before.</summary>
internal sealed record UpdateDisplayData(JsonObject Data, JsonObject Metadata, JsonObject Transient) : IMessageContent
{
    public static string Type => "update_display_data";
}

/// <summary>The value of the trailing expression.</summary>
internal sealed record ExecuteResult(int ExecutionCount, JsonObject Data, JsonObject Metadata) : IMessageContent
{
    public static string Type => "execute_result";
}

/// <summary>The outputs so far go away; with <paramref name="Wait"/> when the next one comes.</summary>
internal sealed record ClearOutput(bool Wait) : IMessageContent
{
    public static string Type => "clear_output";
}

/// <summary>Why the code failed.</summary>
internal sealed record ErrorOutput(string Ename, string Evalue, IReadOnlyList<string> Traceback) : IMessageContent
{
    public static string Type => "error";
}
