using EdgeNotebooks.Analysis;

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

    /// <summary>The study with its raw latencies; skips the test without them.</summary>
    public static Study RawStudy()
    {
        Require("raw/latency_raw.csv");
        return Study.Open(Environment.GetEnvironmentVariable("EDGENB_PAPER")!);
    }

    /// <summary>The study as a clone has it: the committed summaries alone.</summary>
    public static Study CommittedStudy()
    {
        var study = Study.Open(Committed);
        Assert.SkipWhen(study.HasLatencies, "data/paper/raw holds the raw data");
        return study;
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
