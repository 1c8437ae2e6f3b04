using EdgeNotebooks.Experiments.Planning;

namespace EdgeNotebooks.Experiments.Recording;

/// <summary>A folder of measurements, opened by its only runner for one plan: what is there already, and a place for what comes.</summary>
internal sealed class Recorder : IDisposable
{
    private readonly FolderLock _lock;
    private readonly Journal _journal;
    private readonly MeasurementFile _csv;
    private readonly HashSet<MeasurementKey> _done;

    private Recorder(string folder, FolderLock held, Journal journal, MeasurementFile csv) =>
        (Folder, _lock, _journal, _csv, _done) = (folder, held, journal, csv, [.. journal.Rows.Select(row => row.Key)]);

    public string Folder { get; }

    public IReadOnlyList<Entry> Entries => _journal.Entries;

    public IEnumerable<MeasurementEntry> Rows => _journal.Rows;

    /// <summary>How many starts of processes the folder has seen.</summary>
    public int Starts => Entries.OfType<StartEntry>().Count();

    /// <summary>Opens a folder, which is made where it is not there.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="plan">What will be measured.</param>
    /// <param name="shard">Which part of it.</param>
    /// <param name="rehearsal">Whether latencies are drawn.</param>
    /// <param name="shared">Whether plans that differ only in the sets they go through may share the folder.</param>
    /// <exception cref="InvalidPlanException">The folder belongs to another plan.</exception>
    /// <exception cref="JournalException">Another runner is there, or the journal is damaged.</exception>
    public static Recorder Open(string folder, Plan plan, Shard shard, bool rehearsal, bool shared)
    {
        var held = FolderLock.Take(folder);
        Journal? journal = null;
        try
        {
            journal = Journal.Open(folder);
            var header = new HeaderEntry(Journal.Format, PlanJson.ConditionsHashOf(plan), rehearsal);
            if (journal.Entries.Count == 0) journal.Add(header);
            Admit(folder, journal, header, plan, shard, shared);
            return new(folder, held, journal, MeasurementFile.Open(folder, journal.Rows));
        }
        catch
        {
            journal?.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <summary>Whether a request is finished.</summary>
    public bool Has(MeasurementKey key) => _done.Contains(key);

    /// <summary>Keeps a record for good.</summary>
    public void Add(Entry entry)
    {
        if (entry is MeasurementEntry row && !_done.Add(row.Key)) throw new InvalidOperationException($"{row.Key} is measured already");
        _journal.Add(entry);
        if (entry is MeasurementEntry finished) _csv.Add(finished);
    }

    public void Dispose()
    {
        _csv.Dispose();
        _journal.Dispose();
        _lock.Dispose();
    }

    private static void Admit(string folder, Journal journal, HeaderEntry header, Plan plan, Shard shard, bool shared)
    {
        var found = (HeaderEntry)journal.Entries[0];
        if (found.Rehearsal != header.Rehearsal)
            throw new InvalidPlanException($"folder '{folder}' holds {(found.Rehearsal ? "a rehearsal" : "measurements")}, which is never mixed with {(found.Rehearsal ? "measurements" : "a rehearsal")}; choose another folder");
        var entry = new PlanEntry(plan, shard.Number, shard.Of);
        var known = journal.Entries.OfType<PlanEntry>().ToArray();
        if (known.Any(one => (one.Hash, one.Shard, one.Shards) == (entry.Hash, entry.Shard, entry.Shards))) return;
        // As with the plan's hash, what is read today counts.
        var conditions = known.Length > 0 ? PlanJson.ConditionsHashOf(known[0].Plan) : found.Conditions;
        if (conditions != header.Conditions || (known.Length > 0 && !shared))
            throw new InvalidPlanException($"folder '{folder}' holds measurements of another plan ({Difference(known[^1], entry)}); choose another folder, or go back to that plan");
        journal.Add(entry);
    }

    /// <summary>The first entry in which two plans differ, for the message.</summary>
    private static string Difference(PlanEntry there, PlanEntry here)
    {
        if ((there.Shard, there.Shards) != (here.Shard, here.Shards) && there.Hash == here.Hash)
            return FormattableString.Invariant($"shard {there.Shard}/{there.Shards} instead of {here.Shard}/{here.Shards}");
        // Where conditions differ, other sets say nothing.
        var (a, b) = (Lines(PlanJson.ConditionsOf(there.Plan)), Lines(PlanJson.ConditionsOf(here.Plan)));
        if (a.SequenceEqual(b)) (a, b) = (Lines(there.Plan with { Name = "" }), Lines(here.Plan with { Name = "" }));
        var at = a.Zip(b).TakeWhile(pair => pair.First == pair.Second).Count();
        return at < a.Length && at < b.Length ? $"there {a[at]}, here {b[at]}" : "more entries in one of them";

        static string[] Lines(Plan plan) => [.. plan.ToJson().Split('\n').Select(line => line.Trim().TrimEnd(','))];
    }
}
