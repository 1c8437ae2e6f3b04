namespace EdgeNotebooks.Host.Jupyter.Messages;

/// <summary>A question to the user; an answer to a password question is not shown.</summary>
internal sealed record InputRequest(string Prompt, bool Password) : IMessageContent
{
    public static string Type => "input_request";
}

/// <summary>The user's answer.</summary>
internal sealed record InputReply(string Value);
