using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace EdgeNotebooks.Host.Jupyter;

/// <summary>Notices that the client that started the kernel has gone without a word, so that no kernel is left behind.</summary>
public static class ParentWatch
{
    /// <summary>Where Jupyter names the process that starts a kernel.</summary>
    public const string Variable = "JPY_PARENT_PID";

    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    /// <summary>Calls <paramref name="gone"/> once when the process named in <see cref="Variable"/> has ended; without one, never.</summary>
    public static IDisposable? Start(Action gone)
    {
        if (!int.TryParse(Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out var id)) return null;
        Process parent;
        try
        {
            parent = Process.GetProcessById(id);
            // The start time tells the process from a later one with the same number.
            _ = parent.StartTime;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }

        var timer = new Timer(_ =>
        {
            if (!HasEnded(parent)) return;
            gone();
        });
        timer.Change(s_interval, s_interval);
        return timer;
    }

    private static bool HasEnded(Process process)
    {
        try
        {
            using var now = Process.GetProcessById(process.Id);
            return now.StartTime != process.StartTime || IsZombie(process.Id);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return true;
        }
    }

    /// <summary>Ended, but not yet asked for its exit status by its own parent.</summary>
    private static bool IsZombie(int id)
    {
        var file = $"/proc/{id}/stat";
        if (!File.Exists(file)) return false;
        var text = File.ReadAllText(file);
        return text.AsSpan(text.LastIndexOf(')') + 1).TrimStart().StartsWith("Z");
    }
}
