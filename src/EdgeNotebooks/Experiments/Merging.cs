using EdgeNotebooks.Experiments.Planning;
using EdgeNotebooks.Experiments.Recording;

namespace EdgeNotebooks.Experiments;

/// <summary>Joins the folders of a plan's shards into one, which then is as if one machine had measured all of it.</summary>
public static class Merging
{
    /// <summary>Joins folders; they stay as they are.</summary>
    /// <param name="folders">At least two, each with a journal.</param>
    /// <param name="target">A folder without measurements; made if it is not there.</param>
    /// <exception cref="InvalidPlanException">They do not belong together: other plans, models, link factors, or the same row twice; or the target holds something.</exception>
    /// <exception cref="JournalException">A journal is missing or damaged, or the disk refuses.</exception>
    public static Measurements Merge(IReadOnlyList<string> folders, string target)
    {
        ArgumentNullException.ThrowIfNull(folders);
        if (folders.Count < 2) throw new InvalidPlanException($"'{string.Join("', '", folders)}' is one folder; name at least two to merge");
        var parts = folders.Select(folder => (Folder: folder, Entries: Journal.Read(folder))).ToArray();
        foreach (var part in parts.Skip(1)) RequireSame(parts[0], part);
        RequireOnce(parts);
        if (File.Exists(Path.Combine(target, Journal.FileName)))
            throw new InvalidPlanException($"folder '{target}' holds a journal already; merge into a new folder");
        var plan = parts[0].Entries.OfType<PlanEntry>().First();
        using (var recorder = Recorder.Open(target, plan.Plan, Shard.Whole, ((HeaderEntry)parts[0].Entries[0]).Rehearsal, shared: true))
        {
            foreach (var entry in Joined(parts, recorder.Entries)) recorder.Add(entry);
            ProvenanceFile.Write(target, recorder.Entries);
        }

        return Experiment.Open(target);
    }

    /// <summary>Records of all parts, rows in the plan's order; starts are numbered anew, and what refers to them follows.</summary>
    private static IEnumerable<Entry> Joined((string Folder, IReadOnlyList<Entry> Entries)[] parts, IReadOnlyList<Entry> there)
    {
        var offset = 0;
        var entries = new List<Entry>();
        foreach (var (_, part) in parts)
        {
            var start = offset;
            entries.AddRange(part.Where(entry => entry is not (HeaderEntry or PlanEntry)).Select(entry => entry switch
            {
                StartEntry one => one with { Number = one.Number + start },
                CertificateEntry one => one with { Start = one.Start + start },
                SentinelEntry one => one with { Start = one.Start + start },
                MeasurementEntry one => one with { Start = one.Start + start },
                _ => entry,
            }));
            offset += part.OfType<StartEntry>().Count();
        }

        var known = there.ToHashSet();
        var subjects = new HashSet<string>();
        var accuracies = new HashSet<(string, string, string?)>();
        return entries.Where(entry => entry is not MeasurementEntry && known.Add(entry)
                && (entry is not SubjectEntry subject || subjects.Add(subject.Subject))
                && (entry is not AccuracyEntry accuracy || accuracies.Add((accuracy.Subject, accuracy.Operator, accuracy.Instructions))))
            .Concat(entries.OfType<MeasurementEntry>().OrderBy(row => row.Order)).ToArray();
    }

    private static void RequireSame((string Folder, IReadOnlyList<Entry> Entries) a, (string Folder, IReadOnlyList<Entry> Entries) b)
    {
        if (!Hashes(a.Entries).SetEquals(Hashes(b.Entries)) || ((HeaderEntry)a.Entries[0]).Rehearsal != ((HeaderEntry)b.Entries[0]).Rehearsal)
            throw new InvalidPlanException($"'{a.Folder}' and '{b.Folder}' hold different plans, which are not mixed; merge shards of one plan");
        foreach (var (one, other) in from one in a.Entries.OfType<SubjectEntry>() from other in b.Entries.OfType<SubjectEntry>() where one.Subject == other.Subject select (one, other))
        {
            if (one.Sha256 != other.Sha256)
                throw new InvalidPlanException($"'{a.Folder}' and '{b.Folder}' measured different models of '{one.Subject}' (SHA-256 {one.Sha256[..Math.Min(12, one.Sha256.Length)]} and {other.Sha256[..Math.Min(12, other.Sha256.Length)]}), which are not mixed");
            if (one.LinkFactor != other.LinkFactor)
                throw new InvalidPlanException(FormattableString.Invariant($"'{a.Folder}' and '{b.Folder}' scaled the links of '{one.Subject}' differently (x {one.LinkFactor:0.###} and x {other.LinkFactor:0.###}), which is not mixed; put one factor for all of them into the plan's linkFactors ('edgenb experiment plan' prints this machine's)"));
        }
    }

    private static void RequireOnce((string Folder, IReadOnlyList<Entry> Entries)[] parts)
    {
        var owners = new Dictionary<MeasurementKey, string>();
        foreach (var (folder, entries) in parts)
        {
            foreach (var row in entries.OfType<MeasurementEntry>())
            {
                if (!owners.TryAdd(row.Key, folder))
                    throw new InvalidPlanException($"'{owners[row.Key]}' and '{folder}' both hold {row.Key.Setup}, restart {row.Key.Restart}, run {row.Key.Run}, input {row.Key.InputId}; merge folders of different shards");
            }
        }
    }

    private static HashSet<string> Hashes(IReadOnlyList<Entry> entries) => [.. entries.OfType<PlanEntry>().Select(entry => entry.Hash)];
}
