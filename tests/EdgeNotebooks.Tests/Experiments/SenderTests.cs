using EdgeNotebooks.Experiments;
using EdgeNotebooks.Experiments.Measuring;
using EdgeNotebooks.Experiments.Planning;
using EdgeNotebooks.Experiments.Recording;

namespace EdgeNotebooks.Tests.Experiments;

public sealed class SenderTests
{
    private static readonly Plan s_plan = Plan.Quick with { Protocol = new() { ArrivalsPerSecond = 1000 } };

    // Arrivals of a Poisson process: gaps are exponential, so that mean and standard deviation are both 1/rate; 5 % is over three standard
    // errors of the mean of 4,000 gaps (1.6 % each) and about two of their standard deviation.
    [Fact]
    public void Gaps_AreExponential_AndTheSameForTheSameSeed()
    {
        var sender = new Sender(new Slow(0), () => DateTimeOffset.UnixEpoch, s_plan);
        var gaps = Enumerable.Range(0, 4000).Select(order => sender.Gap(new(1, 0, order), 10)).ToArray();
        var mean = gaps.Average();
        Assert.Equal(0.1, mean, 0.005);
        Assert.Equal(0.1, Math.Sqrt(gaps.Average(gap => (gap - mean) * (gap - mean))), 0.006);
        Assert.Equal(Math.Exp(-1), gaps.Count(gap => gap > 0.1) / 4000.0, 0.03);
        Assert.Equal(gaps, Enumerable.Range(0, 4000).Select(order => new Sender(new Slow(0), () => DateTimeOffset.UnixEpoch, s_plan).Gap(new(1, 0, order), 10)));
    }

    // Ten requests meant within some 10 ms, at a server that takes 100 ms each, one at a time: the last has waited for nine others. A
    // closed loop would see 100 ms each.
    [Fact]
    public async Task AnOpenLoop_SeesQueueing_AndCountsFromTheIntendedMoment()
    {
        var server = new Slow(0.1);
        var latencies = new List<double>();
        await new Sender(server, () => DateTimeOffset.UtcNow, s_plan).SendAsync([.. Enumerable.Range(0, 10).Select(i => new PlannedRequest(1, i, i))],
            (_, _, reading) => latencies.Add(reading.LatencySeconds), TestContext.Current.CancellationToken);
        Assert.Equal(10, latencies.Count);
        Assert.True(server.Most > 1, "requests must overlap");
        Assert.True(latencies.Max() > 0.5, $"the last waits for the others, but took {latencies.Max()} s");
        Assert.All(latencies, latency => Assert.True(latency >= 0.1));
    }

    [Fact]
    public async Task AFailedRequest_StopsSending_AndThoseUnderwayAreKept()
    {
        var kept = 0;
        await Assert.ThrowsAsync<RequestFailedException>(() => new Sender(new Slow(0.05) { FailAt = 3 }, () => DateTimeOffset.UtcNow, s_plan with { Protocol = new() { ArrivalsPerSecond = 20 } })
            .SendAsync([.. Enumerable.Range(0, 100).Select(i => new PlannedRequest(1, i, i))], (_, _, _) => kept++, TestContext.Current.CancellationToken));
        Assert.InRange(kept, 3, 90);
    }

    /// <summary>A server with one place, which takes its time.</summary>
    private sealed class Slow(double seconds) : IMeasurer
    {
        private readonly SemaphoreSlim _place = new(1);
        private int _now;
        private int _number;

        public int Most { get; private set; }

        public int FailAt { get; init; } = -1;

        public async Task<Reading> MeasureAsync(int input, CancellationToken cancel)
        {
            if (Interlocked.Increment(ref _number) - 1 == FailAt) throw new RequestFailedException("gone");
            Most = Math.Max(Most, Interlocked.Increment(ref _now));
            var start = System.Diagnostics.Stopwatch.GetTimestamp();
            await _place.WaitAsync(cancel);
            await Task.Delay(TimeSpan.FromSeconds(seconds), cancel);
            _place.Release();
            Interlocked.Decrement(ref _now);
            return new(Math.Max(seconds, System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds), 1, true, new Dictionary<string, double>());
        }

        public void Recall(IReadOnlyList<Entry> known) => throw new NotSupportedException();

        public Task<SubjectEntry> DescribeAsync(string subject, CancellationToken cancel) => throw new NotSupportedException();

        public Task<StartEntry> StartAsync(int number, CancellationToken cancel) => throw new NotSupportedException();

        public Task<Preparation> PrepareAsync(Setup setup, PlannedLinks links, CancellationToken cancel) => throw new NotSupportedException();

        public Task<Certified> CertifyAsync(CancellationToken cancel) => throw new NotSupportedException();

        public Task<SentinelEntry?> LookAsync(CancellationToken cancel) => throw new NotSupportedException();

        public Task<AccuracyEntry?> EvaluateAsync(string subject, string @operator, CancellationToken cancel) => throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
