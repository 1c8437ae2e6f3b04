using System.Diagnostics;
using EdgeNotebooks.Display;
using EdgeNotebooks.Experiments.Measuring;
using EdgeNotebooks.Experiments.Planning;
using EdgeNotebooks.Experiments.Recording;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Statistics;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Experiments;

/// <summary>Carries out what is missing of a plan in a folder, one request after the other, each kept before the next is sent.</summary>
internal sealed class Runner(Plan plan, Shard shard, Recorder recorder, IMeasurer measurer)
{
    /// <summary>What the column says of the first warm-up row of a run, which is sent before the certificate is taken.</summary>
    private const string Pending = "pending";

    private readonly Schedule _schedule = Schedule.Of(plan, shard);
    private readonly Dictionary<string, SubjectEntry> _subjects = [];
    private readonly Dictionary<string, IReadOnlyList<string>> _inputs = [];

    // Timestamps follow this process's own clock from its start on, so that a jump of the system's clock does not turn their order; nor
    // does one that was set back since an earlier start.
    private readonly DateTimeOffset _epoch = recorder.Rows.Select(row => row.Timestamp).Append(DateTimeOffset.UtcNow).Max();
    private readonly long _began = Stopwatch.GetTimestamp();
    private Episode? _started;
    private string _mechanism = "";
    private bool _hasSent;

    /// <summary>Measures everything that is missing, then accuracies. Configurations that fail twice are recorded and passed over.</summary>
    /// <exception cref="OperationCanceledException">Stopped; what is finished is kept.</exception>
    /// <exception cref="InvalidPlanException">A model has changed since the folder was begun, or a subject cannot be measured.</exception>
    /// <exception cref="JournalException">The disk refuses.</exception>
    public async Task RunAsync(CancellationToken cancel)
    {
        measurer.Recall(recorder.Entries);
        foreach (var subject in plan.Subjects) _inputs[subject] = InputSet.Of(plan.Inputs, subject).Ids;
        await MeasureAsync(_schedule.Episodes, cancel).ConfigureAwait(false);
        for (var restart = plan.Protocol.Restarts + 1; plan.Protocol.MedianWidthPct is { } width && restart <= plan.Protocol.MaxRestarts; restart++)
        {
            var wide = _schedule.Setups.Where(setup => IsWiderThan(setup, width)).ToArray();
            if (wide.Length == 0) break;
            await MeasureAsync(_schedule.Further(wide, shard, restart, restart), cancel).ConfigureAwait(false);
        }

        await EvaluateAsync(cancel).ConfigureAwait(false);
    }

    private async Task MeasureAsync(IReadOnlyList<Episode> episodes, CancellationToken cancel)
    {
        var missing = episodes.Select(episode => (Episode: episode, Requests: Missing(episode))).Where(one => one.Requests.Count > 0).ToArray();
        if (missing.Length == 0) return;
        using var work = Work.Begin($"measuring plan {plan.Name}", missing.Sum(one => (long)one.Requests.Count), "requests");
        foreach (var (episode, _) in missing)
        {
            try
            {
                await EpisodeAsync(episode, work, cancel).ConfigureAwait(false);
            }
            catch (RequestFailedException)
            {
                await AgainAsync(episode, work, cancel).ConfigureAwait(false);
            }
        }

        await LookAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>A sentinel after the last series; tiers that have failed are not looked at.</summary>
    private async Task LookAsync(CancellationToken cancel)
    {
        try
        {
            if (_started is not null && await measurer.LookAsync(cancel).ConfigureAwait(false) is { } sentinel) recorder.Add(sentinel);
        }
        catch (RequestFailedException)
        {
            // The series is finished, and its failures are said already.
        }
    }

    /// <summary>A second try with processes started anew; after it the configuration is given up for this restart, and said so.</summary>
    private async Task AgainAsync(Episode episode, Work work, CancellationToken cancel)
    {
        _started = null;
        try
        {
            await EpisodeAsync(episode, work, cancel).ConfigureAwait(false);
        }
        catch (RequestFailedException e)
        {
            _started = null;
            recorder.Add(new FailureEntry(episode.Setup, episode.Restart, e.Message));
            work.Advance(Missing(episode).Count);
        }
    }

    private async Task EpisodeAsync(Episode episode, Work work, CancellationToken cancel)
    {
        var subject = await SubjectAsync(episode.Setup.Subject, cancel).ConfigureAwait(false);
        var links = plan.LinkScale == "nominal" ? episode.Setup.Links : episode.Setup.Links.Times(subject.LinkFactor);
        if (_started is null || _started.Restart != episode.Restart || (episode.StartsTiers && _started != episode))
        {
            var start = await measurer.StartAsync(recorder.Starts + 1, cancel).ConfigureAwait(false);
            recorder.Add(start);
            _mechanism = $"cpu {start.Cpu} | memory {start.Memory}";
            _started = episode;
        }

        var ready = await measurer.PrepareAsync(episode.Setup, links, cancel).ConfigureAwait(false);
        if (!recorder.Entries.OfType<ArtifactEntry>().Contains(ready.Artifact)) recorder.Add(ready.Artifact);
        var row = new MeasurementEntry
        {
            Key = Key(episode, 1, 0),
            Links = links,
            Order = episode.FirstOrder,
            Timestamp = _epoch,
            LatencySeconds = 0,
            Kept = false,
            Weights = subject.Weights,
            Start = recorder.Starts,
            Certificate = Pending,
            Mechanism = _mechanism,
        };
        var missing = Missing(episode);
        var sender = new Sender(measurer, () => _epoch + Stopwatch.GetElapsedTime(_began), plan);
        // A user sees a first row at once; the certificate, which takes some seconds, comes before every row that counts.
        var ahead = !_hasSent && missing[0].Run <= plan.Protocol.WarmupRuns ? 1 : 0;
        _hasSent = true;
        if (ahead > 0) await sender.SendAsync(missing[..ahead], Keep, cancel).ConfigureAwait(false);
        var certified = await measurer.CertifyAsync(cancel).ConfigureAwait(false);
        foreach (var entry in certified.Taken) recorder.Add(entry);
        row = row with { Certificate = certified.Verdict };
        await sender.SendAsync(missing[ahead..], Keep, cancel).ConfigureAwait(false);

        void Keep(PlannedRequest request, DateTimeOffset timestamp, Reading reading)
        {
            recorder.Add(row with
            {
                Key = Key(episode, request.Run, request.Input),
                Order = request.Order,
                Timestamp = timestamp,
                LatencySeconds = reading.LatencySeconds,
                Kept = request.Run > plan.Protocol.WarmupRuns,
                AnswerMatches = reading.AnswerMatches,
                RequestBytes = reading.RequestBytes,
                Steps = reading.Steps,
            });
            work.Advance();
        }
    }

    /// <summary>What the folder knows of a subject must be what it is now; a factor measured once is used again.</summary>
    private async Task<SubjectEntry> SubjectAsync(string name, CancellationToken cancel)
    {
        if (_subjects.TryGetValue(name, out var ready)) return ready;
        var now = await measurer.DescribeAsync(name, cancel).ConfigureAwait(false);
        var known = recorder.Entries.OfType<SubjectEntry>().FirstOrDefault(entry => entry.Subject == name);
        if (known is null) recorder.Add(now);
        else if (known.Sha256 != now.Sha256)
            throw new InvalidPlanException($"the model of '{name}' has changed since folder '{recorder.Folder}' was begun (SHA-256 {known.Sha256[..12]} then, {now.Sha256[..12]} now); measure into another folder, or bring the old model back");
        return _subjects[name] = known ?? now;
    }

    private async Task EvaluateAsync(CancellationToken cancel)
    {
        if (plan.AccuracySamples == 0) return;
        foreach (var subject in plan.Subjects)
        {
            foreach (var whole in plan.Operators.Select(name => OperatorChain.Parse(name).Whole).Distinct())
            {
                // An accuracy of another processor is not taken for this one's.
                var here = Int8Instructions.Here.Key;
                if (recorder.Entries.OfType<AccuracyEntry>().Any(entry => (entry.Subject, entry.Operator, entry.Instructions) == (subject, whole, here))) continue;
                if (await measurer.EvaluateAsync(subject, whole, cancel).ConfigureAwait(false) is { } accuracy) recorder.Add(accuracy with { Instructions = here });
            }
        }
    }

    private List<PlannedRequest> Missing(Episode episode)
    {
        var (runs, inputs) = (plan.Protocol.WarmupRuns + plan.Protocol.Runs, plan.Inputs.Count);
        var missing = new List<PlannedRequest>();
        for (var run = 1; run <= runs; run++)
            for (var input = 0; input < inputs; input++)
                if (!recorder.Has(Key(episode, run, input))) missing.Add(new(run, input, episode.FirstOrder + (long)(run - 1) * inputs + input));
        return missing;
    }

    private MeasurementKey Key(Episode episode, int run, int input) => new(episode.Setup, episode.Restart, run, _inputs[episode.Setup.Subject][input]);

    private bool IsWiderThan(Setup setup, double percent)
    {
        var medians = recorder.Rows.Where(row => row.Kept && row.Key.Setup == setup).GroupBy(row => row.Key.Restart)
            .Select(rows => Quantile.Median(new Sample($"{setup}", rows.Select(row => row.LatencySeconds)))).ToArray();
        return medians.Length > 0 && !(Verdicts.WidthOf(medians) <= percent);
    }
}
