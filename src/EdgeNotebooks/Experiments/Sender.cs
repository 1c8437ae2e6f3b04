using System.Diagnostics;
using EdgeNotebooks.Experiments.Measuring;
using EdgeNotebooks.Experiments.Planning;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Experiments;

/// <summary>One request that a plan wants.</summary>
/// <param name="Run">From 1; the first ones are warm-up.</param>
/// <param name="Input">Which picture, from 0.</param>
/// <param name="Order">Its place in the whole plan.</param>
internal sealed record PlannedRequest(int Run, int Input, long Order);

/// <summary>Sends one configuration's requests: one after the other, or at moments drawn beforehand.</summary>
internal sealed class Sender(IMeasurer measurer, Func<DateTimeOffset> clock, Plan plan)
{
    /// <summary>How long a request of an open loop waited here before it was sent.</summary>
    public const string WaitStep = "client wait";

    private const ulong ArrivalStream = 65;

    /// <summary>Sends them and hands over each answer as it comes, one at a time, with the moment of sending.</summary>
    /// <exception cref="RequestFailedException">One failed; those already on their way were awaited and handed over.</exception>
    public Task SendAsync(IReadOnlyList<PlannedRequest> requests, Action<PlannedRequest, DateTimeOffset, Reading> keep, CancellationToken cancel) =>
        plan.Protocol.ArrivalsPerSecond is { } rate ? OpenAsync(requests, rate, keep, cancel) : ClosedAsync(requests, keep, cancel);

    private async Task ClosedAsync(IReadOnlyList<PlannedRequest> requests, Action<PlannedRequest, DateTimeOffset, Reading> keep, CancellationToken cancel)
    {
        foreach (var request in requests)
        {
            cancel.ThrowIfCancellationRequested();
            var sent = clock();
            keep(request, sent, await measurer.MeasureAsync(request.Input, cancel).ConfigureAwait(false));
        }
    }

    private async Task OpenAsync(IReadOnlyList<PlannedRequest> requests, double rate, Action<PlannedRequest, DateTimeOffset, Reading> keep, CancellationToken cancel)
    {
        var (begin, due) = (Stopwatch.GetTimestamp(), 0.0);
        var keeping = new Lock();
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var underway = new List<Task>();
        try
        {
            foreach (var request in requests)
            {
                due += Gap(request, rate);
                await UntilAsync(begin, due, failed.Token).ConfigureAwait(false);
                underway.Add(OneAsync(request, due));
            }
        }
        catch (OperationCanceledException) when (failed.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            // The failed request's own task tells below.
        }

        await Task.WhenAll(underway).ConfigureAwait(false);

        async Task OneAsync(PlannedRequest request, double meant)
        {
            try
            {
                var sent = Stopwatch.GetElapsedTime(begin).TotalSeconds;
                var timestamp = clock() - TimeSpan.FromSeconds(sent - meant);
                var reading = await measurer.MeasureAsync(request.Input, cancel).ConfigureAwait(false);
                var steps = new Dictionary<string, double>(reading.Steps) { [WaitStep] = sent - meant };
                lock (keeping) keep(request, timestamp, reading with { LatencySeconds = sent - meant + reading.LatencySeconds, Steps = steps });
            }
            catch (RequestFailedException)
            {
                await failed.CancelAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <summary>Seconds between a request and the one before: exponential, the same for the same plan and request.</summary>
    internal double Gap(PlannedRequest request, double rate) =>
        -Math.Log(1 - SplitMix64.For((ulong)plan.Seed, ArrivalStream, (ulong)request.Order).Uniform()) / rate;

    // The system's timer is a millisecond or more late: the last stretch is spent waiting awake.
    private static async Task UntilAsync(long begin, double due, CancellationToken cancel)
    {
        var left = due - Stopwatch.GetElapsedTime(begin).TotalSeconds;
        if (left > 0.003) await Task.Delay(TimeSpan.FromSeconds(left - 0.002), cancel).ConfigureAwait(false);
        while (Stopwatch.GetElapsedTime(begin).TotalSeconds < due)
        {
            cancel.ThrowIfCancellationRequested();
            Thread.SpinWait(50);
        }
    }
}
