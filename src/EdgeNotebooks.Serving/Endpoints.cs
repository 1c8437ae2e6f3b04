using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeNotebooks.Emulation;
using EdgeNotebooks.Imaging;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Subjects;
using EdgeNotebooks.Tiers.Limits;
using EdgeNotebooks.Transport.Messages;

namespace EdgeNotebooks.Serving;

/// <summary>The protocol's paths.</summary>
/// <remarks>Source: Open Inference Protocol 2; Triton, "Binary Tensor Data Extension" and "Model Repository Extension".</remarks>
internal sealed class Endpoints(WorkerOrders orders, ModelStore models, InferHandler infer, CpuPacer pacer)
{
    private static readonly string[] s_extensions = ["binary_tensor_data", "model_repository", "edgenb_route", "edgenb_probe", "edgenb_status", "edgenb_models"];
    private readonly Admission _admission = new(orders.Token);

    /// <summary>Answers any request; nothing that a caller sends ends the server.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            if (!_admission.Admits(context.Request)) throw new RequestException(StatusCodes.Status401Unauthorized, "the token is missing or wrong; send 'Authorization: Bearer TOKEN'");
            await DispatchAsync(context).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone.
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            await Replies.WriteErrorAsync(context, orders.Tier, StatusOf(e), MessageOf(e)).ConfigureAwait(false);
        }
    }

    private static int StatusOf(Exception e) => e switch
    {
        RequestException known => known.Status,
        BadHttpRequestException bad => bad.StatusCode,
        InvalidMessageException or ArgumentException or UnreadablePictureException or UnknownSubjectException => StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status500InternalServerError,
    };

    private static string MessageOf(Exception e) => e is ArgumentException { ParamName: { } name }
        ? e.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal)
        : e is RequestException or BadHttpRequestException or InvalidMessageException or ArgumentException or ModelLoadException or UnreadablePictureException or UnknownSubjectException ? e.Message : $"{e.GetType().Name}: {e.Message}";

    private Task DispatchAsync(HttpContext context)
    {
        var words = (context.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        // A version is a folder in Triton's repository; ours has one of each model.
        if (words is ["v2", "models", var versioned, "versions", _, .. var after]) words = ["v2", "models", versioned, .. after];
        return (context.Request.Method, words) switch
        {
            ("POST", ["v2", "models", var model, "infer"]) => infer.HandleAsync(context, model),
            ("GET", ["v2"]) => Replies.WriteAsync(context, Server()),
            ("GET", ["v2", "health", "live"]) or ("GET", ["v2", "health", "ready"]) => Task.CompletedTask,
            ("GET", ["v2", "models", var model, "ready"]) => Ready(context, model),
            ("GET", ["v2", "models", var model]) => Replies.WriteAsync(context, Metadata(model)),
            ("POST", ["v2", "repository", "index"]) => Replies.WriteAsync(context, Index()),
            ("POST", ["v2", "repository", "models", var model, "load"]) => DoAsync(context, () => models.Load(model)),
            ("POST", ["v2", "repository", "models", var model, "unload"]) => DoAsync(context, () => models.Unload(model)),
            ("POST", ["v2", "edgenb", "probe"]) => Probe.HandleAsync(context, pacer),
            ("GET", ["v2", "edgenb", "status"]) => Replies.WriteAsync(context, JsonSerializer.SerializeToNode(orders.Description)!),
            ("PUT", ["v2", "edgenb", "models", var model]) => BringAsync(context, model),
            ("DELETE", ["v2", "edgenb", "models", var model]) => DoAsync(context, () => models.Remove(model)),
            _ => throw new RequestException(StatusCodes.Status404NotFound, $"there is no {context.Request.Method} on this path; GET v2 describes the server"),
        };
    }

    private async Task BringAsync(HttpContext context, string model)
    {
        await models.BringAsync(model, context.Request.Body, context.RequestAborted).ConfigureAwait(false);
        await Replies.WriteAsync(context, new JsonObject()).ConfigureAwait(false);
    }

    private async Task DoAsync(HttpContext context, Action action)
    {
        pacer.Note();
        // Loading and unloading take seconds with large models: off the thread that reads connections.
        await Task.Run(action, context.RequestAborted).ConfigureAwait(false);
        await pacer.SettleAsync(context.RequestAborted).ConfigureAwait(false);
        await Replies.WriteAsync(context, new JsonObject()).ConfigureAwait(false);
    }

    private Task Ready(HttpContext context, string model)
    {
        if (!models.Names.Contains(model)) throw new RequestException(StatusCodes.Status404NotFound, $"model '{model}' is unknown");
        context.Response.StatusCode = models.IsLoaded(model) ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    }

    private JsonObject Server() => new()
    {
        ["name"] = orders.Tier,
        ["version"] = typeof(Endpoints).Assembly.GetName().Version?.ToString(3),
        ["extensions"] = new JsonArray([.. s_extensions.Select(extension => JsonValue.Create(extension))]),
    };

    private JsonArray Index() => new([.. models.Names.Select(name => new JsonObject { ["name"] = name, ["version"] = "1", ["state"] = models.IsLoaded(name) ? "READY" : "UNAVAILABLE", ["reason"] = models.IsLoaded(name) ? "" : "not loaded" })]);

    private JsonObject Metadata(string model)
    {
        using var lease = models.Take(model, isCold: false);
        return new JsonObject
        {
            ["name"] = model,
            ["versions"] = new JsonArray("1"),
            ["platform"] = "onnxruntime_onnx",
            ["inputs"] = Tensors(lease.Session.InputTypes),
            ["outputs"] = Tensors(lease.Session.OutputTypes),
        };
    }

    private static JsonArray Tensors(IReadOnlyList<ValueInfo> values) => new([.. values.Select(value => new JsonObject
    {
        ["name"] = value.Name,
        ["datatype"] = value.Type == ElementType.Undefined ? "" : WireType.NameOf(value.Type),
        ["shape"] = new JsonArray([.. (value.Shape?.Dims ?? []).Select(dim => JsonValue.Create(dim.Value ?? -1))]),
    })]);
}
