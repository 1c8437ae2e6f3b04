using System.Diagnostics;
using System.Globalization;

namespace EdgeNotebooks.Tiers.Limits;

/// <summary>A control group of ours below the one that this process is in; it goes away with the tier.</summary>
/// <param name="Folder">The group in the kernel's file system.</param>
/// <param name="IsUnified">Version 2, where one group has every controller.</param>
internal sealed record ControlGroup(string Folder, bool IsUnified) : IDisposable
{
    private const string Prefix = "edgenb-";

    /// <summary>Makes a group for a controller, where the system permits it; null elsewhere.</summary>
    /// <param name="controller"><c>cpu</c> or <c>memory</c>.</param>
    /// <param name="limitFile">The file that sets the limit, in version 1 and in version 2.</param>
    /// <param name="name">Names the group together with this process's number.</param>
    public static ControlGroup? TryCreate(string controller, (string V1, string V2) limitFile, string name)
    {
        if (!OperatingSystem.IsLinux()) return null;
        try
        {
            var (parent, unified) = ParentOf(controller);
            if (parent is null) return null;
            Sweep(parent);
            var folder = Path.Combine(parent, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{name}"));
            Directory.CreateDirectory(folder);
            var group = new ControlGroup(folder, unified);
            if (File.Exists(Path.Combine(folder, unified ? limitFile.V2 : limitFile.V1))) return group;
            group.Dispose();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Write(string file, string value) => File.WriteAllText(Path.Combine(Folder, file), value);

    public string Read(string file) => File.ReadAllText(Path.Combine(Folder, file)).Trim();

    /// <summary>A value of a file of lines "key value"; null if it is not there.</summary>
    public long? ReadKey(string file, string key)
    {
        var path = Path.Combine(Folder, file);
        if (!File.Exists(path)) return null;
        var line = File.ReadLines(path).FirstOrDefault(line => line.StartsWith(key + " ", StringComparison.Ordinal));
        return line is null ? null : long.Parse(line.AsSpan(key.Length + 1), CultureInfo.InvariantCulture);
    }

    /// <summary>Lets the process enter the group before it becomes the program: a shell does it and then replaces itself.</summary>
    public void Prepare(ProcessStartInfo start)
    {
        var command = new[] { start.FileName }.Concat(start.ArgumentList).ToArray();
        start.FileName = "/bin/sh";
        start.ArgumentList.Clear();
        foreach (var word in (string[])["-c", "echo $$ > \"$0\" && exec \"$@\"", Path.Combine(Folder, "cgroup.procs"), .. command]) start.ArgumentList.Add(word);
    }

    /// <summary>Removes the group; a process in it that is just ending delays that by moments.</summary>
    public void Dispose() => Remove(Folder, patience: 50);

    private static (string? Parent, bool IsUnified) ParentOf(string controller)
    {
        var own = File.ReadLines("/proc/self/cgroup").Select(line => line.Split(':', 3)).Where(parts => parts.Length == 3).ToArray();
        if (own.FirstOrDefault(parts => parts[1].Split(',').Contains(controller)) is { } v1)
        {
            var root = MountOf(options => options.Contains(controller), "cgroup");
            return (root is null ? null : Below(root, v1[2]), false);
        }

        var unified = MountOf(_ => true, "cgroup2");
        return own.FirstOrDefault(parts => parts[0] == "0") is { } v2 && unified is not null ? (Below(unified, v2[2]), true) : (null, true);
    }

    private static string? MountOf(Func<string[], bool> matches, string type) => File.ReadLines("/proc/mounts").Select(line => line.Split(' '))
        .FirstOrDefault(parts => parts.Length > 3 && parts[2] == type && matches(parts[3].Split(',')))?[1];

    /// <summary>In a container the path may be the host's: then the mount itself is our group.</summary>
    private static string Below(string root, string path) =>
        Directory.Exists(root + path) ? (root + path).TrimEnd('/') : root;

    /// <summary>Removes what processes that were killed have left.</summary>
    private static void Sweep(string parent)
    {
        foreach (var folder in Directory.GetDirectories(parent, Prefix + "*"))
        {
            var number = Path.GetFileName(folder)[Prefix.Length..].Split('-')[0];
            if (!Directory.Exists("/proc/" + number)) Remove(folder, patience: 0);
        }
    }

    private static void Remove(string folder, int patience)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                Directory.Delete(folder);
                return;
            }
            catch (DirectoryNotFoundException)
            {
                return;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                if (attempt >= patience) return;
                Thread.Sleep(20);
            }
        }
    }
}
