using System.Buffers;
using System.Text;

namespace EdgeNotebooks.Experiments.Recording;

/// <summary><c>measurements.csv</c>: grows by one whole line per finished request. The journal decides: where the two differ, the file is written anew from it.</summary>
internal sealed class MeasurementFile : IDisposable
{
    public const string FileName = "measurements.csv";

    private readonly FileStream _file;
    private readonly string _folder;
    private readonly ArrayBufferWriter<byte> _line = new();

    private MeasurementFile(string folder, FileStream file) => (_folder, _file) = (folder, file);

    public static MeasurementFile Open(string folder, IEnumerable<MeasurementEntry> rows)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            var bytes = Content(rows);
            if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes))
            {
                File.WriteAllBytes(path + ".new", bytes);
                File.Move(path + ".new", path, overwrite: true);
            }

            return new(folder, new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0));
        }
        catch (IOException e)
        {
            throw new JournalException(folder, $"{FileName} cannot be written ({e.Message}); make room and start again, the journal has everything", e);
        }
    }

    /// <summary>The whole file for some rows.</summary>
    public static byte[] Content(IEnumerable<MeasurementEntry> rows)
    {
        var content = new ArrayBufferWriter<byte>();
        Encoding.UTF8.GetBytes(MeasurementColumns.Header, content);
        foreach (var row in rows) MeasurementColumns.Write(row, content);
        return content.WrittenSpan.ToArray();
    }

    public void Add(MeasurementEntry row)
    {
        var end = _file.Position;
        try
        {
            _line.ResetWrittenCount();
            MeasurementColumns.Write(row, _line);
            _file.Write(_line.WrittenSpan);
        }
        catch (IOException e)
        {
            // A full disk may have taken half of the line.
            _file.SetLength(end);
            throw new JournalException(_folder, $"{FileName} cannot be written ({e.Message}); make room and start again, the journal has everything", e);
        }
    }

    public void Dispose() => _file.Dispose();
}
