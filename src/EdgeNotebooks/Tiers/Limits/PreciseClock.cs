using System.Diagnostics;
using System.Runtime.InteropServices;

namespace EdgeNotebooks.Tiers.Limits;

/// <summary>Tells time and sleeps with the precision of the kernel's timers; .NET's own sleeping counts whole milliseconds.</summary>
internal static partial class PreciseClock
{
    private const int SetTimerSlack = 29;

    /// <summary>Whether this thread has told the kernel to wake it on time.</summary>
    [ThreadStatic]
    private static bool t_isExact;

    /// <summary>Seconds since an arbitrary start, the same everywhere in a process.</summary>
    public static double Now => Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;

    /// <summary>Returns when <see cref="Now"/> has reached the time.</summary>
    public static void Until(double time)
    {
        for (var left = time - Now; left > 0; left = time - Now)
        {
            // Waking takes some 20 us; the kernel's timers would add 50 us of slack, which is given up below.
            if (left < 30e-6) Thread.SpinWait(20);
            else Sleep(left - 20e-6);
        }
    }

    private static void Sleep(double seconds)
    {
        if (!OperatingSystem.IsLinux())
        {
            Thread.Sleep(TimeSpan.FromSeconds(seconds));
            return;
        }

        if (!t_isExact)
        {
            _ = Control(SetTimerSlack, 1);
            t_isExact = true;
        }

        var time = new TimeSpec { Seconds = (nint)Math.Floor(seconds), Nanoseconds = (nint)((seconds - Math.Floor(seconds)) * 1e9) };
        _ = NanoSleep(in time, 0);
    }

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int NanoSleep(in TimeSpec time, nint rest);

    [LibraryImport("libc", EntryPoint = "prctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(int option, nint value);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
