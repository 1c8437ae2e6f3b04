using System.Net;
using System.Text.Json.Nodes;
using EdgeNotebooks.Host.Assistance;
using EdgeNotebooks.Host.Jupyter.Messages;

namespace EdgeNotebooks.Host.Jupyter.Handlers;

/// <summary>Says what could stand at the cursor.</summary>
internal sealed class CompleteHandler(CodeAssistant assistant) : IRequestHandler
{
    public string Type => "complete_request";

    public void Handle(Request request)
    {
        var asked = request.Read<CompleteRequest>();
        var found = assistant.Complete(asked.Code, CodePoints.ToUnits(asked.Code, asked.CursorPos), CancellationToken.None);
        var (start, end) = (CodePoints.FromUnits(asked.Code, found.Start), CodePoints.FromUnits(asked.Code, found.End));
        var types = new JsonArray([.. found.Items.Select(item => new JsonObject { ["text"] = item.Text, ["type"] = item.Kind, ["start"] = start, ["end"] = end })]);
        request.Reply(new CompleteReply([.. found.Items.Select(item => item.Text)], start, end, new JsonObject { ["_jupyter_types_experimental"] = types }));
    }
}

/// <summary>Says what stands at the cursor.</summary>
internal sealed class InspectHandler(CodeAssistant assistant) : IRequestHandler
{
    public string Type => "inspect_request";

    public void Handle(Request request)
    {
        var asked = request.Read<InspectRequest>();
        var found = assistant.Inspect(asked.Code, CodePoints.ToUnits(asked.Code, asked.CursorPos), CancellationToken.None);
        request.Reply(new InspectReply(found is not null, found is null ? [] : new JsonObject
        {
            ["text/plain"] = found.ToString(),
            ["text/html"] = $"<pre>{WebUtility.HtmlEncode(found.Signature)}</pre>{string.Concat(found.Summary.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"<p>{WebUtility.HtmlEncode(line)}</p>"))}",
        }, []));
    }
}
