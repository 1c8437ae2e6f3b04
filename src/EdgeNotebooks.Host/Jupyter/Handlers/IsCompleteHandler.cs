using EdgeNotebooks.Host.Jupyter.Messages;
using EdgeNotebooks.Host.Scripting;

namespace EdgeNotebooks.Host.Jupyter.Handlers;

/// <summary>Says whether code is whole.</summary>
internal sealed class IsCompleteHandler : IRequestHandler
{
    public string Type => "is_complete_request";

    public void Handle(Request request) => request.Reply(SubmissionText.Check(request.Read<IsCompleteRequest>().Code) switch
    {
        Completeness.Complete => new IsCompleteReply("complete", ""),
        Completeness.Incomplete => new IsCompleteReply("incomplete", "    "),
        _ => new IsCompleteReply("invalid", ""),
    });
}
