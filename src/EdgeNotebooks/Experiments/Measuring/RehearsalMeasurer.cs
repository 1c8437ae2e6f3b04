using EdgeNotebooks.Experiments.Planning;
using EdgeNotebooks.Experiments.Recording;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Experiments.Measuring;

/// <summary>
/// Measures nothing: goes through a plan in seconds, so that its order, files and evaluation can be tried. Latencies are drawn, and
/// every row says so in <c>weights</c> and <c>certificate</c>.
/// </summary>
internal sealed class RehearsalMeasurer(Plan plan) : IMeasurer
{
    public const string Word = "rehearsal";

    private Setup? _setup;
    private int _start;
    private ulong _request;

    public void Recall(IReadOnlyList<Entry> known)
    {
        // A rehearsal remembers nothing: it measures nothing.
    }

    public Task<SentinelEntry?> LookAsync(CancellationToken cancel) => Task.FromResult<SentinelEntry?>(null);

    public Task<SubjectEntry> DescribeAsync(string subject, CancellationToken cancel) => Task.FromResult(new SubjectEntry(subject, Word, Word, 1, Word));

    public Task<StartEntry> StartAsync(int number, CancellationToken cancel)
    {
        _start = number;
        return Task.FromResult(new StartEntry(number, DateTimeOffset.UtcNow, Word, Word, new Dictionary<string, string>()));
    }

    public Task<Preparation> PrepareAsync(Setup setup, PlannedLinks links, CancellationToken cancel)
    {
        _setup = setup;
        return Task.FromResult(new Preparation(new(setup.Subject, setup.Operator, Word, FromCache: false)));
    }

    public Task<Certified> CertifyAsync(CancellationToken cancel) => Task.FromResult(new Certified(Word, []));

    public async Task<Reading> MeasureAsync(int input, CancellationToken cancel)
    {
        await Task.Delay(1, cancel).ConfigureAwait(false);
        var random = SplitMix64.For((ulong)plan.Seed, (ulong)_start, _request++);
        var seconds = 0.01 * (1 + Array.IndexOf([.. DeploymentTiers.Names], _setup!.Deployment)) + 0.001 * random.Uniform();
        return new(seconds, 0, AnswerMatches: null, new Dictionary<string, double>());
    }

    public Task<AccuracyEntry?> EvaluateAsync(string subject, string @operator, CancellationToken cancel) => Task.FromResult<AccuracyEntry?>(null);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
