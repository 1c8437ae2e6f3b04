using System.Runtime.InteropServices;

namespace EdgeNotebooks.Tiers.Limits;

/// <summary>Processor time of another process, as exact as the kernel has it; /proc counts in hundredths of a second.</summary>
internal static partial class ProcessorClock
{
    /// <summary>Seconds that all threads of a process have used; null once it has ended. Linux only.</summary>
    public static double? Of(int process)
    {
        // The clock that clock_getcpuclockid(3) returns: the number's complement, then "scheduled time of the whole process".
        var clock = ((nint)~process << 3) | 2;
        return GetTime(checked((int)clock), out var time) == 0 ? time.Seconds + time.Nanoseconds * 1e-9 : null;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
