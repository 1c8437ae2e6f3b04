using System.Globalization;

namespace EdgeNotebooks.Tiers.Limits;

/// <summary>Processor time that a virtual machine's host gave to others although this machine wanted it.</summary>
internal static class Steal
{
    private const string File = "/proc/stat";
    private const int Column = 8;

    /// <summary>All processors of the machine count in hundredths of a second (USER_HZ is 100 on every architecture that .NET runs on).</summary>
    private const double TicksPerSecond = 100;

    /// <summary>Seconds since the machine started, all processors together; null where the system does not tell.</summary>
    public static double? Seconds
    {
        get
        {
            if (!System.IO.File.Exists(File)) return null;
            var words = System.IO.File.ReadLines(File).First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return words.Length > Column ? long.Parse(words[Column], CultureInfo.InvariantCulture) / TicksPerSecond : null;
        }
    }
}
