namespace EdgeNotebooks.Host.Jupyter.Specs;

/// <summary>Where Jupyter clients look for kernelspecs (jupyter_core's rules for data folders).</summary>
public static class KernelSpecFolders
{
    /// <summary>The user's own: <c>JUPYTER_DATA_DIR</c>, or the platform's place.</summary>
    public static string User => Kernels(Environment.GetEnvironmentVariable("JUPYTER_DATA_DIR") is { Length: > 0 } set ? set
        : OperatingSystem.IsWindows() ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "jupyter")
        : OperatingSystem.IsMacOS() ? Path.Combine(Home, "Library", "Jupyter")
        : Path.Combine(Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } data ? data : Path.Combine(Home, ".local", "share"), "jupyter"));

    private static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <summary>Below an installation prefix, such as a Python environment's folder.</summary>
    public static string Prefix(string prefix) => Kernels(Path.Combine(prefix, "share", "jupyter"));

    /// <summary>All places in which a client looks, nearest first, without doubles.</summary>
    /// <param name="pythonPrefix">The prefix of the Python that runs Jupyter, if there is one.</param>
    public static IReadOnlyList<string> All(string? pythonPrefix)
    {
        var set = Environment.GetEnvironmentVariable("JUPYTER_PATH")?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) ?? [];
        string[] system = OperatingSystem.IsWindows()
            ? [Kernels(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "jupyter"))]
            : [Prefix("/usr/local"), Prefix("/usr")];
        return [.. set.Select(Kernels).Append(User).Concat(pythonPrefix is null ? [] : [Prefix(pythonPrefix)]).Concat(system).Distinct()];
    }

    private static string Kernels(string data) => Path.Combine(data, "kernels");
}
