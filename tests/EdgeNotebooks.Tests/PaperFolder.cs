namespace EdgeNotebooks.Tests;

/// <summary>The folder beside the paper, named by EDGENB_PAPER; tests that need it are skipped without it.</summary>
internal static class PaperFolder
{
    public static string Require(string file)
    {
        var folder = Environment.GetEnvironmentVariable("EDGENB_PAPER");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "EDGENB_PAPER names no folder with the authors' raw data");
        var path = Path.Combine(folder!, file);
        Assert.SkipUnless(File.Exists(path), $"{file} is not in EDGENB_PAPER");
        return path;
    }

    /// <summary>The project's own data/paper, found by walking up from the test assembly.</summary>
    public static string Committed
    {
        get
        {
            for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
                if (File.Exists(Path.Combine(at.FullName, "EdgeNotebooks.sln"))) return Path.Combine(at.FullName, "data", "paper");
            throw new DirectoryNotFoundException("the tests run outside the project");
        }
    }
}
