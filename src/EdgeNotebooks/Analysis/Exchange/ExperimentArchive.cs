using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EdgeNotebooks.Experiments;
using EdgeNotebooks.Experiments.Planning;
using EdgeNotebooks.Experiments.Recording;

namespace EdgeNotebooks.Analysis.Exchange;

/// <summary>
/// One file for an experiment: <c>plan.json</c>, <c>journal.jsonl</c>, <c>certificate.json</c>, what follows from the journal
/// (<c>measurements.csv</c>, <c>summary.json</c>, <c>statistics.csv</c>, <c>provenance.json</c>), executed pages under <c>pages/</c>, and
/// <c>hashes.json</c> with the SHA-256 of each. A zip file, the same bytes for the same contents.
/// </summary>
public static class ExperimentArchive
{
    private const string Hashes = "hashes.json";
    private static readonly DateTimeOffset s_epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly JsonSerializerOptions s_options = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Packs a folder of measurements, also one that is still growing.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="path">The archive; it appears whole or not at all.</param>
    /// <param name="pages">Executed notebooks and pages (<c>.html</c>, <c>.ipynb</c>) to add; names must differ.</param>
    /// <exception cref="JournalException">There is no journal, or it is damaged.</exception>
    /// <exception cref="ArgumentException">Two pages have one name.</exception>
    public static void Export(string folder, string path, IReadOnlyList<string>? pages = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var (entries, journal) = Journal.ReadWhole(folder);
        if (entries.OfType<PlanEntry>().LastOrDefault() is not { } plan) throw new JournalException(folder, "the journal holds no plan yet; start the run first");
        var files = new SortedDictionary<string, byte[]>(AnalysisFiles.Of(new(folder, entries, plan: null)).ToDictionary(), StringComparer.Ordinal)
        {
            [Journal.FileName] = journal,
            ["plan.json"] = Encoding.UTF8.GetBytes(plan.Plan.ToJson() + "\n"),
            ["certificate.json"] = JsonSerializer.SerializeToUtf8Bytes(entries.Where(entry => entry is CertificateEntry or SentinelEntry), s_options),
        };
        foreach (var page in pages ?? [])
        {
            if (!files.TryAdd($"pages/{Path.GetFileName(page)}", File.ReadAllBytes(page)))
                throw new ArgumentException($"two pages are called '{Path.GetFileName(page)}'; rename one of them", nameof(pages));
        }

        files[Hashes] = JsonSerializer.SerializeToUtf8Bytes(files.ToDictionary(file => file.Key, file => Sha256(file.Value)), s_options);
        using (var archive = ZipFile.Open(path + ".new", ZipArchiveMode.Create))
        {
            foreach (var (name, bytes) in files)
            {
                var entry = archive.CreateEntry(name);
                entry.LastWriteTime = s_epoch;
                using var stream = entry.Open();
                stream.Write(bytes);
            }
        }

        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>Checks an archive's hashes, analyses its journal again, and compares the results byte by byte.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="folder">Where to put the journal and what follows from it; null for nowhere. It must hold no journal.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidArchiveException">It is no archive of an experiment, or a file in it was changed.</exception>
    public static Replay Replay(string path, string? folder = null)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"no such archive: {path}", path);
        if (folder is not null && File.Exists(Path.Combine(folder, Journal.FileName)))
            throw new InvalidPlanException($"folder '{folder}' holds a journal already; replay into a new folder");
        var files = Read(path);
        var entries = Journal.Parse(path, files[Journal.FileName]).Entries;
        var measured = new Measurements(folder ?? path, entries, plan: null);
        var again = AnalysisFiles.Of(measured);
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
            foreach (var (name, bytes) in again.Append(KeyValuePair.Create(Journal.FileName, files[Journal.FileName]))) File.WriteAllBytes(Path.Combine(folder, name), bytes);
        }

        return new(measured, [.. again.Select(file => new ReplayedFile(file.Key, files.TryGetValue(file.Key, out var then) && then.AsSpan().SequenceEqual(file.Value)))]);
    }

    private static Dictionary<string, byte[]> Read(string path)
    {
        var files = new Dictionary<string, byte[]>();
        try
        {
            using var archive = ZipFile.OpenRead(path);
            foreach (var entry in archive.Entries)
            {
                using var stream = entry.Open();
                using var memory = new MemoryStream();
                stream.CopyTo(memory);
                files[entry.FullName] = memory.ToArray();
            }

            var hashes = files.TryGetValue(Hashes, out var listed) ? JsonSerializer.Deserialize<Dictionary<string, string>>(listed) : null;
            if (hashes is null || !files.ContainsKey(Journal.FileName))
                throw new InvalidArchiveException(path, $"it has no {(hashes is null ? Hashes : Journal.FileName)}; 'edgenb experiment export' makes archives");
            foreach (var name in hashes.Keys.Union(files.Keys).Where(name => name != Hashes))
            {
                if (!files.TryGetValue(name, out var bytes) || !hashes.TryGetValue(name, out var hash) || hash != Sha256(bytes))
                    throw new InvalidArchiveException(path, $"{name} is not what {Hashes} says: it was changed, added or removed; get the archive again from where it was exported");
            }

            return files;
        }
        catch (Exception e) when (e is InvalidDataException or JsonException)
        {
            throw new InvalidArchiveException(path, $"it is no zip file that can be read ({e.Message}); 'edgenb experiment export' makes archives", e);
        }
    }

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

/// <summary>An archive analysed again.</summary>
/// <param name="Measurements">What it holds.</param>
/// <param name="Files">Each file that follows from the journal, and whether it came out the same.</param>
public sealed record Replay(Measurements Measurements, IReadOnlyList<ReplayedFile> Files)
{
    /// <summary>Whether all of them are the same to the byte.</summary>
    public bool IsSame => Files.All(file => file.IsSame);
}

/// <summary>One file of a replay.</summary>
/// <param name="Name">Its name in the archive.</param>
/// <param name="IsSame">Whether analysing again gave the same bytes.</param>
public sealed record ReplayedFile(string Name, bool IsSame);
