using System.Diagnostics;
using System.Text.Json.Nodes;
using EdgeNotebooks.Host.Display;
using EdgeNotebooks.Host.Jupyter.Messages;
using EdgeNotebooks.Host.Scripting;

namespace EdgeNotebooks.Host.Jupyter.Handlers;

/// <summary>Runs cells. After an error, requests that had arrived before it are answered with <c>aborted</c>.</summary>
internal sealed class ExecuteHandler(CellRunner runner, KernelOutput output, KernelInput input, ExecutionHistory history) : IRequestHandler
{
    /// <summary>The protocol's name of such a request.</summary>
    public const string Kind = "execute_request";

    private long _abortUntil;

    public string Type => Kind;

    public void Handle(Request request)
    {
        try
        {
            Execute(request);
        }
        finally
        {
            runner.Leave();
        }
    }

    private void Execute(Request request)
    {
        var asked = request.Read<ExecuteRequest>();
        if (request.Arrived <= _abortUntil)
        {
            request.Reply(new ExecuteAbortedReply(history.Count));
            return;
        }

        var counts = !asked.Silent && asked.StoreHistory != false;
        var number = counts ? history.Add(asked.Code) : history.Count + (asked.Silent ? 0 : 1);
        if (!asked.Silent) request.Broadcast(new ExecuteInput(asked.Code, number));
        output.Parent = request.Message.Header.Json;
        output.IsSilent = asked.Silent;
        input.Asking = asked.AllowStdin ? request.Message : null;
        try
        {
            runner.Run((session, cancel) => session.Run(asked.Code.ReplaceLineEndings("\n"), null, number, cancel));
            output.Flush();
            request.Reply(new ExecuteReply(number, Evaluate(asked.UserExpressions), [.. output.TakePages().Select(ExecuteReply.Page)]));
        }
        catch (CellException e)
        {
            output.Flush();
            string[] traceback = e.Traceback.Count > 0 ? [.. e.Traceback] : [$"{e.Name}: {e.Message}"];
            if (!asked.Silent) request.Broadcast(new ErrorOutput(e.Name, e.Message, traceback));
            if (asked.StopOnError) _abortUntil = Stopwatch.GetTimestamp();
            request.Reply(new ExecuteErrorReply(number, e.Name, e.Message, traceback));
        }
        finally
        {
            output.IsSilent = false;
            output.TakePages();
        }
    }

    private JsonObject Evaluate(IReadOnlyDictionary<string, string>? expressions)
    {
        var values = new JsonObject();
        foreach (var (name, expression) in expressions ?? new Dictionary<string, string>())
        {
            try
            {
                MimeBundle? bundle = null;
                runner.Run((session, cancel) => bundle = session.Evaluate(expression, cancel));
                values[name] = new JsonObject { ["status"] = "ok", ["data"] = bundle!.ToWire(), ["metadata"] = new JsonObject() };
            }
            catch (CellException e)
            {
                values[name] = new JsonObject { ["status"] = "error", ["ename"] = e.Name, ["evalue"] = e.Message, ["traceback"] = new JsonArray([.. e.Traceback.Select(line => JsonValue.Create(line))]) };
            }
        }

        return values;
    }
}
