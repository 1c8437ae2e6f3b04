using System.Globalization;
using EdgeNotebooks.Emulation;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Tiers.Limits;
using EdgeNotebooks.Transport;
using EdgeNotebooks.Transport.Messages;

namespace EdgeNotebooks.Serving;

/// <summary>One inference request: runs what is meant for this tier, sends on what is not, and says where the time went.</summary>
internal sealed class InferHandler(WorkerOrders orders, ModelStore models, TierClient client, CpuPacer pacer) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(orders.Concurrency);

    public async Task HandleAsync(HttpContext context, string model)
    {
        var times = new PartTimes(orders.Tier, pacer);
        var cancel = context.RequestAborted;
        using var body = await RequestBody.ReadAsync(context.Request, orders.MaxRequestBytes, cancel).ConfigureAwait(false);
        times.Mark(HopTimes.Receive);
        var message = MessageReader.ReadRequest(body.Bytes, HeaderLengthOf(context.Request));
        var encodings = new ReplyEncodings(message);
        await times.SettleAsync("decode", cancel).ConfigureAwait(false);
        // A tier that only passes them on leaves them as they are.
        if ((message.Text(RouteParameters.Tier) ?? orders.Tier) == orders.Tier && message.Tensors.Any(SeamPacking.IsPacked))
        {
            message = message with { Tensors = [.. message.Tensors.Select(SeamPacking.Unpack)] };
            await times.SettleAsync("unpack", cancel).ConfigureAwait(false);
        }

        var hasRun = false;
        for (Route? route = Route.Of(model, message, orders.Tier); route is not null; route = route.Rest)
        {
            if (route.Tier != orders.Tier)
            {
                await ForwardAsync(context, route, message, hasRun, encodings, times, cancel).ConfigureAwait(false);
                return;
            }

            message = await RunAsync(route, message, times, cancel).ConfigureAwait(false);
            hasRun = true;
        }

        var reply = MessageWriter.WriteReply(message with { Parameters = new Dictionary<string, object>() }, encodings.Of);
        await times.SettleAsync("encode", cancel).ConfigureAwait(false);
        await Replies.WriteAsync(context, StatusCodes.Status200OK, reply, times).ConfigureAwait(false);
    }

    public void Dispose() => _turn.Dispose();

    private async Task<InferMessage> RunAsync(Route route, InferMessage message, PartTimes times, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            times.Mark("queue");
            var serving = PictureServing.Of(message);
            (message, var inputs) = serving is null
                ? (message, message.Tensors.ToDictionary(tensor => tensor.Name, tensor => tensor.ToTensor()))
                : serving.Prepare(message);
            await times.SettleAsync("preprocess", cancel).ConfigureAwait(false);
            IReadOnlyDictionary<string, Tensor> outputs;
            using (var lease = models.Take(route.Model, IsCold(message)))
            {
                await times.SettleAsync("session", cancel).ConfigureAwait(false);
                outputs = lease.Session.Run(inputs);
                await times.SettleAsync("inference", cancel).ConfigureAwait(false);
            }

            // A cold session ends with its request, which takes time as well.
            if (IsCold(message)) await times.SettleAsync("session", cancel).ConfigureAwait(false);
            if (route.Passed.Count > 0) outputs = Passing(route, inputs, outputs);
            if (serving is null || route.Then.Count > 0) return message with { Model = route.Model, Tensors = Chosen(message, route, outputs) };
            var answer = serving.Finish(message, outputs);
            await times.SettleAsync("postprocess", cancel).ConfigureAwait(false);
            return message with { Model = route.Model, Tensors = [answer, .. message.Requested.Count == 0 ? [] : Chosen(message, route, outputs)] };
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task ForwardAsync(HttpContext context, Route route, InferMessage message, bool hasRun, ReplyEncodings encodings, PartTimes times, CancellationToken cancel)
    {
        var next = orders.Next ?? throw new RequestException(StatusCodes.Status400BadRequest,
            $"tier '{orders.Tier}' is the last one, and '{route.Model}' is to run on '{route.Tier}'; start it with --next URL, or name another tier");
        var seam = SeamPacking.Parse(message.Text(RouteParameters.Seam) ?? "none");
        // Else the seam is another tier's, and only passes through here.
        var isSeam = route.IsSeam && hasRun;
        IReadOnlyList<WireTensor> packed = message.Tensors;
        if (isSeam && seam != SeamCompression.None)
        {
            packed = [.. message.Tensors.Select(tensor => SeamPacking.Pack(tensor, seam))];
            await times.SettleAsync("pack", cancel).ConfigureAwait(false);
        }

        var onward = message with { Model = null, Parameters = route.AddTo(message.Parameters), Tensors = packed };
        var request = MessageWriter.WriteRequest(onward, encodings.Onward);
        await times.SettleAsync("encode", cancel).ConfigureAwait(false);
        var sending = SendAsync(next, route.Model, request, cancel);
        // While it is on its way, and at nobody's cost, its error is taken.
        if (isSeam) times.Seams = [SeamReport.Of(orders.Tier, message.Tensors, packed)];
        using var answer = await sending.ConfigureAwait(false);
        times.Mark(HopTimes.Forward);
        times.Onward = answer.Hops;
        times.Seams = [.. times.Seams, .. answer.Seams];
        if (!answer.IsSuccess)
        {
            await Replies.WriteAsync(context, answer.Status, new EncodedMessage(answer.Body, []), times).ConfigureAwait(false);
            return;
        }

        var reply = MessageWriter.WriteReply(answer.Read(), encodings.Of);
        await times.SettleAsync("reply", cancel).ConfigureAwait(false);
        await Replies.WriteAsync(context, StatusCodes.Status200OK, reply, times).ConfigureAwait(false);
    }

    private async Task<TierAnswer> SendAsync(Uri next, string model, EncodedMessage request, CancellationToken cancel)
    {
        try
        {
            return await client.InferAsync(next, model, request, cancel).ConfigureAwait(false);
        }
        catch (HttpRequestException e)
        {
            throw new RequestException(StatusCodes.Status502BadGateway, $"tier '{orders.Tier}' cannot reach the next one at {next}: {e.Message}");
        }
    }

    private static bool IsCold(InferMessage message) => message.Text(RouteParameters.Session) switch
    {
        null or "warm" => false,
        "cold" => true,
        var other => throw new InvalidMessageException($"parameter '{RouteParameters.Session}' is '{other}'; there are warm and cold"),
    };

    /// <summary>The outputs, and of the inputs those that a later part reads.</summary>
    private static Dictionary<string, Tensor> Passing(Route route, Dictionary<string, Tensor> inputs, IReadOnlyDictionary<string, Tensor> outputs)
    {
        var all = new Dictionary<string, Tensor>(outputs);
        foreach (var name in route.Passed)
        {
            if (!inputs.TryGetValue(name, out var given)) throw new InvalidMessageException($"parameter '{RouteParameters.Pass}' names '{name}', but given to '{route.Model}' are {string.Join(", ", inputs.Keys)}");
            all.TryAdd(name, given);
        }

        return all;
    }

    /// <summary>All outputs for the next part; for the caller those that were asked for, in that order.</summary>
    private static IReadOnlyList<WireTensor> Chosen(InferMessage message, Route route, IReadOnlyDictionary<string, Tensor> outputs)
    {
        if (route.Then.Count > 0 || message.Requested.Count == 0) return [.. outputs.Select(output => WireTensor.Of(output.Key, output.Value))];
        return [.. message.Requested.Select(wanted => outputs.TryGetValue(wanted.Name, out var tensor)
            ? WireTensor.Of(wanted.Name, tensor)
            : throw new InvalidMessageException($"model '{route.Model}' has no output '{wanted.Name}'; there are {string.Join(", ", outputs.Keys)}"))];
    }

    private static int? HeaderLengthOf(HttpRequest request)
    {
        if (!request.Headers.TryGetValue(TierClient.HeaderLength, out var value)) return null;
        return int.TryParse(value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? length
            : throw new InvalidMessageException($"{TierClient.HeaderLength} is no number");
    }
}
