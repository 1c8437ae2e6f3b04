using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using EdgeNotebooks.Tiers.Limits;

namespace EdgeNotebooks.Serving;

/// <summary>
/// Work of a known size for the certificate: so many iterations of a fixed loop, with the processor time and the time that they
/// took. With bytes in the body it measures the link as well.
/// </summary>
internal static class Probe
{
    private const long MostIterations = 100_000_000_000;

    public static async Task HandleAsync(HttpContext context, CpuPacer pacer)
    {
        var start = Stopwatch.GetTimestamp();
        using var body = await RequestBody.ReadAsync(context.Request, 1 << 28, context.RequestAborted).ConfigureAwait(false);
        var receive = Stopwatch.GetElapsedTime(start);
        var iterations = Number(context.Request, "iterations", MostIterations);
        var reply = Number(context.Request, "reply", 1 << 28);
        // Before the pacer begins to count: what it counts is paid from then on, also where something held this thread up in between.
        start = Stopwatch.GetTimestamp();
        pacer.Note();
        var used = Environment.CpuUsage.TotalTime;
        var result = Work(iterations, (int)Math.Max(1, Number(context.Request, "threads", 256)));
        var cpu = Environment.CpuUsage.TotalTime - used;
        var paced = await pacer.SettleAsync(context.RequestAborted).ConfigureAwait(false);
        var wall = Stopwatch.GetElapsedTime(start);
        await Replies.WriteAsync(context, new JsonObject
        {
            ["wall_s"] = wall.TotalSeconds,
            ["paced_s"] = paced,
            ["cpu_s"] = cpu.TotalSeconds,
            ["receive_s"] = receive.TotalSeconds,
            ["receive_bytes"] = body.Bytes.Length - body.WithHeaders,
            ["result"] = (double)(result % 1000),
        }, blanks: reply).ConfigureAwait(false);
    }

    private static long Number(HttpRequest request, string name, long most)
    {
        if (!request.Query.TryGetValue(name, out var text)) return 0;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most
            ? number
            : throw new RequestException(StatusCodes.Status400BadRequest, $"'{name}' lies between 0 and {most}");
    }

    /// <summary>All threads together do the work, an equal part each.</summary>
    private static ulong Work(long iterations, int threads)
    {
        if (threads == 1) return Work(iterations);
        var results = new ulong[threads];
        var workers = Enumerable.Range(0, threads).Select(i => new Thread(() => results[i] = Work(iterations / threads))).ToArray();
        foreach (var worker in workers) worker.Start();
        foreach (var worker in workers) worker.Join();
        return results.Aggregate((one, other) => one ^ other);
    }

    /// <summary>A chain that neither compiler nor processor can shorten.</summary>
    private static ulong Work(long iterations)
    {
        var state = 88172645463325252UL;
        for (var i = 0L; i < iterations; i++)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
        }

        return state;
    }
}
