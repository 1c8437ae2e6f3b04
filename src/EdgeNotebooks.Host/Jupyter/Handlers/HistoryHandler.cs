using System.Text.Json.Nodes;
using EdgeNotebooks.Host.Jupyter.Messages;

namespace EdgeNotebooks.Host.Jupyter.Handlers;

/// <summary>Lists earlier inputs.</summary>
internal sealed class HistoryHandler(ExecutionHistory history) : IRequestHandler
{
    public string Type => "history_request";

    public void Handle(Request request)
    {
        var asked = request.Read<HistoryRequest>();
        var found = asked.HistAccessType switch
        {
            "range" => asked.Session == 0 ? history.Range(asked.Start, asked.Stop) : [],
            "search" => history.Search(asked.Pattern ?? "*", asked.N, asked.Unique),
            _ => history.Tail(asked.N ?? int.MaxValue),
        };
        request.Reply(new HistoryReply([.. found.Select(input => new JsonArray(0, input.Count, asked.Output ? new JsonArray(input.Code, null) : input.Code))]));
    }
}
