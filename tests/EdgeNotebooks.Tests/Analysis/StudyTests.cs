using EdgeNotebooks.Analysis;
using EdgeNotebooks.Statistics;

namespace EdgeNotebooks.Tests.Analysis;

public class StudyTests
{
    [Fact]
    public void WithoutRawData_TheStudySaysWhatIsMissing_AndTheRemedy()
    {
        var study = CommittedOnly();
        Assert.False(study.HasLatencies);
        Assert.Equal(2, study.Missing.Count);
        Assert.All(study.Missing, sentence => Assert.Contains("edgenb fetch paper", sentence, StringComparison.Ordinal));
        var error = Assert.Throws<StudyDataMissingException>(() => study.Latencies);
        Assert.Contains("EDGENB_PAPER", error.Message, StringComparison.Ordinal);
        Assert.Equal("latency_raw.csv", error.File);
    }

    [Fact]
    public void WithoutRawData_TablesSayThatTheyAreCommitted()
    {
        var result = CommittedOnly().Compare(ComparisonFamily.IdentityAcrossTiers);
        Assert.Contains("committed statistics.csv", result.Caption, StringComparison.Ordinal);
        Assert.All(Enumerable.Range(0, 12), row => Assert.StartsWith("committed", (string)result.PairTable()["source"][row], StringComparison.Ordinal));
        Assert.Equal(4, result.KruskalTable().Rows.Count);
    }

    [Fact]
    public void CommittedAndRaw_DecideAlike()
    {
        PaperFolder.Require("raw/latency_raw.csv");
        var raw = Study.Open(Environment.GetEnvironmentVariable("EDGENB_PAPER")!);
        foreach (var family in ComparisonFamily.All)
        {
            foreach (var adjust in Enum.GetValues<PAdjustment>())
            {
                var (ours, committed) = (raw.Compare(family, adjust), CommittedOnly().Compare(family, adjust));
                Assert.Equal(committed.Subjects.SelectMany(one => one.Pairs).Select(pair => (pair.A, pair.B, pair.CountA, pair.Significant)),
                    ours.Subjects.SelectMany(one => one.Pairs).Select(pair => (pair.A, pair.B, pair.CountA, pair.Significant)));
            }
        }
    }

    [Fact]
    public void TheStudysRepeats_AreRecognised()
    {
        PaperFolder.Require("raw/latency_raw.csv");
        var study = Study.Open(Environment.GetEnvironmentVariable("EDGENB_PAPER")!);
        Assert.Equal(36_000, study.Latencies.Measurements);
        Assert.Equal(100, study.Latencies["resnet", "identity", "cloud"].Repeats!.Inputs);
        // NumPy on the same file: one-way ICC of ranks above 0.1 for fcn on every tier and for all four subjects on the cloud, no others
        Assert.Contains("6 of 12 groups repeat the same inputs", study.Compare(ComparisonFamily.IdentityAcrossTiers).Warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Folders_AreWalkedUp_AndRawWins()
    {
        var root = Directory.CreateTempSubdirectory();
        try
        {
            var deep = root.CreateSubdirectory("a/b");
            root.CreateSubdirectory("data/paper/raw");
            var other = root.CreateSubdirectory("elsewhere/raw");
            File.WriteAllText(Path.Combine(other.FullName, "latency_raw.csv"), "");
            var folders = new StudyFolders([deep.FullName], other.Parent!.FullName);
            Assert.Equal(Path.Combine(other.FullName, "latency_raw.csv"), folders.Find("latency_raw.csv"));
            File.WriteAllText(Path.Combine(root.FullName, "data/paper/raw/latency_raw.csv"), "");
            Assert.Equal(Path.Combine(root.FullName, "data", "paper", "raw", "latency_raw.csv"), folders.Find("latency_raw.csv"));
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    private static Study CommittedOnly() => Study.Open(PaperFolder.Committed);
}
