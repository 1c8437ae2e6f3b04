namespace EdgeNotebooks.Analysis;

/// <summary>Finds the folders that hold the study's files.</summary>
internal sealed class StudyFolders
{
    private readonly List<string> _folders = [];

    /// <param name="start">Where to start walking up for a folder with <c>data/paper</c>; the first start that has a file wins.</param>
    /// <param name="elsewhere">One more folder to look in, last; null or empty for none.</param>
    public StudyFolders(IEnumerable<string> start, string? elsewhere)
    {
        foreach (var from in start)
            for (var at = new DirectoryInfo(from); at is not null; at = at.Parent)
            {
                var folder = Path.Combine(at.FullName, "data", "paper");
                if (Directory.Exists(folder) && !_folders.Contains(folder)) _folders.Add(folder);
            }

        if (!string.IsNullOrEmpty(elsewhere)) _folders.Add(elsewhere);
    }

    public IReadOnlyList<string> All => _folders.Count > 0 ? _folders : ["data/paper (no such folder above the current one)"];

    /// <summary>The first folder that has <paramref name="file"/>, itself or in <c>raw</c>; null when none has.</summary>
    public string? Find(string file) => _folders
        .SelectMany(folder => new[] { Path.Combine(folder, "raw", file), Path.Combine(folder, file) })
        .FirstOrDefault(File.Exists);
}
