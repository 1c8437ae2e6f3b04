using System.Buffers.Text;
using Microsoft.Win32.SafeHandles;

namespace EdgeNotebooks.Tiers.Limits;

/// <summary>Processor time that a virtual machine's host gave to others although this machine wanted it.</summary>
internal static class Steal
{
    private const string File = "/proc/stat";
    private const int Column = 8;

    /// <summary>All processors of the machine count in hundredths of a second (USER_HZ is 100 on every architecture that .NET runs on).</summary>
    private const double TicksPerSecond = 100;

    /// <summary>Kept open: it is read before and after each request.</summary>
    private static readonly SafeFileHandle? s_file = System.IO.File.Exists(File) ? System.IO.File.OpenHandle(File) : null;

    /// <summary>For a reading the kernel goes through every interrupt.</summary>
    private static readonly RecentReading? s_reading = s_file is null ? null : new(() => Read(s_file));

    /// <summary>Seconds since the machine started, all processors together; null where the system does not tell.</summary>
    public static double? Seconds => s_reading?.Seconds;

    private static double? Read(SafeFileHandle file)
    {
        // "cpu  user nice system idle iowait irq softirq steal ...", numbers of at most 20 digits.
        Span<byte> text = stackalloc byte[256];
        text = text[..RandomAccess.Read(file, text, 0)];
        text = text[..Math.Max(0, text.IndexOf((byte)'\n'))];
        for (var column = 0; column < Column; column++)
        {
            var space = text.IndexOf((byte)' ');
            if (space < 0) return null;
            text = text[space..].TrimStart((byte)' ');
        }

        return Utf8Parser.TryParse(text, out long ticks, out _) ? ticks / TicksPerSecond : null;
    }
}
