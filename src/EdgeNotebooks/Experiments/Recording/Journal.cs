using System.Diagnostics;
using System.Globalization;

namespace EdgeNotebooks.Experiments.Recording;

/// <summary>
/// The truth about a folder of measurements: records that are only ever added, each with a checksum, each handed to the system before
/// the next request is sent. A killed process loses nothing that was finished; loss of power at most <see cref="SyncSeconds"/>.
/// </summary>
internal sealed class Journal : IDisposable
{
    public const string FileName = "journal.jsonl";
    public const int Format = 1;

    /// <summary>At least this often, while records come, the disk is told to keep them.</summary>
    public const double SyncSeconds = 1;

    private readonly FileStream _file;
    private readonly string _folder;
    private readonly List<Entry> _entries;
    private long _synced = Stopwatch.GetTimestamp();

    private Journal(string folder, FileStream file, List<Entry> entries) => (_folder, _file, _entries) = (folder, file, entries);

    /// <summary>Every record, oldest first.</summary>
    public IReadOnlyList<Entry> Entries => _entries;

    /// <summary>The finished requests.</summary>
    public IEnumerable<MeasurementEntry> Rows => _entries.OfType<MeasurementEntry>();

    /// <summary>Opens a folder's journal for adding, or begins one. A torn end (of a killed process, or of lost power) is cut off.</summary>
    /// <exception cref="JournalException">A record before the end is damaged, or the disk refuses.</exception>
    public static Journal Open(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
            try
            {
                var (entries, whole) = Parse(folder, ReadAll(file));
                if (whole < file.Length) file.SetLength(whole);
                file.Seek(0, SeekOrigin.End);
                return new(folder, file, entries);
            }
            catch
            {
                file.Dispose();
                throw;
            }
        }
        catch (IOException e)
        {
            throw new JournalException(folder, $"the journal cannot be opened: {e.Message}", e);
        }
    }

    /// <summary>Reads a journal that may be growing meanwhile; a torn end is passed over.</summary>
    /// <exception cref="JournalException">There is none, or a record before the end is damaged.</exception>
    public static IReadOnlyList<Entry> Read(string folder) => ReadWhole(folder).Entries;

    /// <summary>The same with the bytes of the whole records.</summary>
    /// <inheritdoc cref="Read"/>
    public static (IReadOnlyList<Entry> Entries, byte[] Bytes) ReadWhole(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) throw new JournalException(folder, $"there is no {FileName}; name a folder that 'edgenb experiment run' wrote");
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = ReadAll(file);
        var (entries, whole) = Parse(folder, bytes);
        return (entries, bytes[..(int)whole]);
    }

    /// <summary>Adds a record; when this returns a kill of this process cannot undo it.</summary>
    /// <exception cref="JournalException">The disk is full or gone; everything before is kept.</exception>
    public void Add(Entry entry)
    {
        var end = _file.Position;
        try
        {
            _file.Write(JournalLine.Write(entry));
            if (Stopwatch.GetElapsedTime(_synced).TotalSeconds >= SyncSeconds) Sync();
        }
        catch (IOException e)
        {
            TruncateTo(end);
            throw new JournalException(_folder, $"a measurement cannot be written ({e.Message}); make room and start again, what is finished is kept", e);
        }

        _entries.Add(entry);
    }

    public void Dispose()
    {
        try
        {
            Sync();
        }
        catch (IOException)
        {
            // What could be kept is kept; who was writing has been told by Add.
        }

        _file.Dispose();
    }

    private void Sync()
    {
        _file.Flush(flushToDisk: true);
        _synced = Stopwatch.GetTimestamp();
    }

    private void TruncateTo(long end)
    {
        try
        {
            _file.SetLength(end);
        }
        catch (IOException)
        {
            // The next opening cuts off the torn end.
        }
    }

    private static byte[] ReadAll(FileStream file)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>The records in bytes, and where the last whole one ends.</summary>
    /// <exception cref="JournalException">A record before the end is damaged.</exception>
    public static (List<Entry> Entries, long Whole) Parse(string folder, byte[] bytes)
    {
        var entries = new List<Entry>();
        var (whole, line, bad) = (0L, 0, 0);
        for (var start = 0; start < bytes.Length;)
        {
            line++;
            var length = bytes.AsSpan(start).IndexOf((byte)'\n');
            if (length < 0) break;
            var entry = JournalLine.Read(bytes.AsSpan(start, length));
            start += length + 1;
            if (entry is null)
            {
                if (bad == 0) bad = line;
                continue;
            }

            if (bad > 0)
                throw new JournalException(folder, string.Create(CultureInfo.InvariantCulture,
                    $"record {bad} of {FileName} is damaged, though good ones follow: the file was changed or the disk is failing; restore it from a copy, or measure into another folder"));
            entries.Add(entry);
            whole = start;
        }

        if (entries.Count > 0 && entries[0] is not HeaderEntry { Format: Format })
            throw new JournalException(folder, $"{FileName} was written by another version of this program; measure into another folder");
        return (entries, whole);
    }
}
