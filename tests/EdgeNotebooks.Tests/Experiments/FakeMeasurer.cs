using EdgeNotebooks.Experiments.Measuring;
using EdgeNotebooks.Experiments.Planning;
using EdgeNotebooks.Experiments.Recording;

namespace EdgeNotebooks.Tests.Experiments;

/// <summary>Stands for tiers: counts what it is asked, fails where told, and ends the run where told.</summary>
internal sealed class FakeMeasurer : IMeasurer
{
    private Setup? _setup;

    public List<string> Calls { get; } = [];

    public int Requests { get; private set; }

    public string Sha { get; init; } = new('a', 64);

    public double Factor { get; init; } = 2;

    public string Verdict { get; init; } = "EMULATED";

    /// <summary>Latency of a request, by its number from 1.</summary>
    public Func<int, double> Latency { get; init; } = number => number;

    /// <summary>Told before each request; may throw.</summary>
    public Action<int, Setup> Before { get; init; } = (_, _) => { };

    public void Recall(IReadOnlyList<Entry> known) => Known = known.Count;

    public int? Known { get; private set; }

    public Task<SentinelEntry?> LookAsync(CancellationToken cancel) => Task.FromResult<SentinelEntry?>(Last);

    /// <summary>What a last look finds.</summary>
    public SentinelEntry? Last { get; init; }

    public Task<SubjectEntry> DescribeAsync(string subject, CancellationToken cancel) => Task.FromResult(new SubjectEntry(subject, Sha, "trained", Factor, "twice"));

    public Task<StartEntry> StartAsync(int number, CancellationToken cancel)
    {
        Calls.Add($"start {number}");
        return Task.FromResult(new StartEntry(number, DateTimeOffset.UnixEpoch, "none", "none", new Dictionary<string, string>()));
    }

    public Task<Preparation> PrepareAsync(Setup setup, PlannedLinks links, CancellationToken cancel)
    {
        _setup = setup;
        Calls.Add($"{setup.Subject} {setup.Deployment}:{setup.Operator}");
        return Task.FromResult(new Preparation(new(setup.Subject, setup.Operator, "key", FromCache: false)));
    }

    public Task<Certified> CertifyAsync(CancellationToken cancel)
    {
        Calls.Add($"certify after {Requests}");
        return Task.FromResult(new Certified(Verdict, []));
    }

    public Task<Reading> MeasureAsync(int input, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        Before(Requests + 1, _setup!);
        Requests++;
        return Task.FromResult(new Reading(Latency(Requests), 1000, AnswerMatches: true, new Dictionary<string, double> { ["edge inference"] = 0.25 }));
    }

    public Task<AccuracyEntry?> EvaluateAsync(string subject, string @operator, CancellationToken cancel)
    {
        Calls.Add($"accuracy {subject} {@operator}");
        return Task.FromResult<AccuracyEntry?>(new(subject, @operator, 10, new Dictionary<string, double> { ["top1_pct"] = 90 }));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
