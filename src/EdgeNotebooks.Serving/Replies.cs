using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeNotebooks.Transport;
using EdgeNotebooks.Transport.Messages;

namespace EdgeNotebooks.Serving;

/// <summary>Writes answers.</summary>
internal static class Replies
{
    private static readonly byte[] s_blanks = [.. Enumerable.Repeat((byte)' ', 64 * 1024)];
    private static readonly JsonSerializerOptions s_json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteAsync(HttpContext context, int status, EncodedMessage message, PartTimes times)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = message.HeaderLength is null ? "application/json" : "application/octet-stream";
        response.ContentLength = message.Length;
        if (message.HeaderLength is { } length) response.Headers[TierClient.HeaderLength] = length.ToString(CultureInfo.InvariantCulture);
        response.Headers[HopTimes.Header] = HopTimes.Write(times.Hops());
        if (times.Seams.Count > 0) response.Headers[SeamReport.Header] = SeamReport.Write(times.Seams);
        if (message.Binary.Count == 0)
        {
            await response.BodyWriter.WriteAsync(message.Json, context.RequestAborted).ConfigureAwait(false);
            return;
        }

        // Goes out with the first tensor: each time that something is sent, threads of three processes wake.
        response.BodyWriter.Write(message.Json.Span);
        foreach (var part in message.Binary) await response.BodyWriter.WriteAsync(part, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Writes JSON.</summary>
    /// <param name="context">The request.</param>
    /// <param name="json">What to answer.</param>
    /// <param name="status">Status of HTTP.</param>
    /// <param name="blanks">Bytes behind it: data for a link that cost the tier next to nothing.</param>
    public static async Task WriteAsync(HttpContext context, JsonNode json, int status = StatusCodes.Status200OK, long blanks = 0)
    {
        var text = System.Text.Encoding.UTF8.GetBytes(json.ToJsonString(s_json));
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = text.Length + blanks;
        await context.Response.Body.WriteAsync(text, context.RequestAborted).ConfigureAwait(false);
        for (; blanks > 0; blanks -= Math.Min(blanks, s_blanks.Length))
            await context.Response.Body.WriteAsync(s_blanks.AsMemory(0, (int)Math.Min(blanks, s_blanks.Length)), context.RequestAborted).ConfigureAwait(false);
    }

    public static Task WriteErrorAsync(HttpContext context, string tier, int status, string error) =>
        WriteAsync(context, new JsonObject { ["error"] = error, ["tier"] = tier }, status);
}
