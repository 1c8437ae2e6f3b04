using System.Buffers.Text;
using System.IO.MemoryMappedFiles;
using EdgeNotebooks.Tiers.Limits;
using EdgeNotebooks.Transport.Shaping;
using Microsoft.Win32.SafeHandles;

namespace EdgeNotebooks.Emulation;

/// <summary>
/// What a tier's link process counts, for its lab to read around every request in microseconds: asking takes longer than many a
/// request. A file that both processes map; the kernel's own counters are read where the kernel has them.
/// </summary>
/// <remarks>Times are <see cref="PreciseClock"/>'s, which on one machine is the same clock for every process.</remarks>
internal sealed class TierGauges : IDisposable
{
    private const int Up = 0;
    private const int Held = 8;
    private const int Bytes = 16;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly KernelCounter? _kernel;

    private TierGauges(MemoryMappedFile file, KernelCounter? kernel) => (_file, _view, _kernel) = (file, file.CreateViewAccessor(0, Bytes), kernel);

    /// <summary>When everything that was sent into the tier has crossed its link.</summary>
    public double Crossed
    {
        set => _view.Write(Up, value);
    }

    /// <summary>Seconds for which the tier's limit has held it back; null where its mechanism does not count them.</summary>
    public double? HeldSeconds
    {
        get => _kernel is not null ? _kernel.Seconds : _view.ReadDouble(Held) is var seconds && seconds >= 0 ? seconds : null;
        set => _view.Write(Held, value ?? -1);
    }

    /// <summary>Makes the file.</summary>
    public static TierGauges Create(string path) =>
        new(MemoryMappedFile.CreateFromFile(path, FileMode.CreateNew, null, Bytes), kernel: null);

    /// <summary>Maps a file that another process has made.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kernelFile">The control group's statistics; null where signals or nothing limits the tier.</param>
    public static TierGauges Open(string path, string? kernelFile)
    {
        var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open);
        try
        {
            return new(file, kernelFile is null ? null : new KernelCounter(kernelFile));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Bytes that would cross the link into the tier at once now; negative while data waits.</summary>
    public double LevelOf(LinkSettings link) => Math.Min(link.BurstBytes, (PreciseClock.Now - _view.ReadDouble(Up)) * link.BytesPerSecond);

    public void Dispose()
    {
        _kernel?.Dispose();
        _view.Dispose();
        _file.Dispose();
    }

    /// <summary>A group's <c>cpu.stat</c>, kept open.</summary>
    private sealed class KernelCounter : IDisposable
    {
        private readonly SafeFileHandle _file;
        private readonly RecentReading _reading;

        public KernelCounter(string path)
        {
            _file = File.OpenHandle(path, share: FileShare.ReadWrite);
            _reading = new(Read);
        }

        /// <summary>Seconds throttled: in microseconds in version 2 of control groups, in nanoseconds in version 1.</summary>
        public double? Seconds => _reading.Seconds;

        public void Dispose() => _file.Dispose();

        private double? Read()
        {
            Span<byte> text = stackalloc byte[1024];
            try
            {
                text = text[..RandomAccess.Read(_file, text, 0)];
                return Value(text, "throttled_usec "u8) / 1e6 ?? Value(text, "throttled_time "u8) / 1e9;
            }
            catch (IOException)
            {
                // The group went with its tier, which the request itself will tell better.
                return null;
            }
        }

        private static double? Value(ReadOnlySpan<byte> text, ReadOnlySpan<byte> key) =>
            text.IndexOf(key) is >= 0 and var at && Utf8Parser.TryParse(text[(at + key.Length)..], out long value, out _) ? value : null;
    }
}
