using System.Globalization;
using EdgeNotebooks.Analysis;

namespace EdgeNotebooks.Tests.Analysis;

public class AuthorsFilesTests
{
    [Fact]
    public void ResultFiles_BecomeTheTwoTables()
    {
        using var folder = new TempFolder();
        Add(folder, "mobile_resnet_results.txt", 600);
        Add(folder, "edge_cloud_duc_earlyexit_int8_sptq_results.txt", 600);
        Add(folder, "cloud_fcn_int8_sptq/cloud_fcn_int8_sptq_10mbps_1mbps_results.txt", 2);
        Add(folder, "mobile_edge_duc/mobile_edge_duc_50mbps_results.txt", 2);
        Add(folder, "mobile_edge_duc/mobile_edge_duc_50mbps_10mbps_results.txt", 2); // no column of the grid: one link only
        Add(folder, "mobile_duc_int8_sptq_final.txt", 1);
        var result = AuthorsFiles.Convert(folder.Path, folder["out"]);
        Assert.Equal((2, 2, 70), (result.Latencies, result.Grid, result.Missing.Count));
        var rows = File.ReadAllLines(folder["out/raw/latency_raw.csv"]);
        Assert.Equal(1001, rows.Length);
        Assert.Equal("subject,tier,operator,latency_s", rows[0]);
        Assert.Equal("resnet,mobile,identity,101.5000", rows[1]);
        Assert.Equal("duc,edge_cloud,quantize_earlyexit_partition,600.5000", rows[1000]);
        Assert.Equal(
        [
            "subject,deployment,operator,mobile_edge_mbps,edge_cloud_mbps,repeat,latency_s",
            "fcn,cloud,quantize,10,1,1,1.5000", "fcn,cloud,quantize,10,1,2,2.5000", "duc,mobile_edge,partition,50,,1,1.5000", "duc,mobile_edge,partition,50,,2,2.5000",
        ], File.ReadAllLines(folder["out/network_variation.csv"]));
    }

    /// <summary>The study's tables, taken apart into the package's files and put together again, are the same bytes.</summary>
    [Theory]
    [InlineData("raw/latency_raw.csv")]
    [InlineData("network_variation.csv")]
    public void TheStudysTables_ComeBackWhole(string table)
    {
        var expected = File.ReadAllText(PaperFolder.Require(table));
        using var folder = new TempFolder();
        var isGrid = !table.StartsWith("raw", StringComparison.Ordinal);
        foreach (var group in expected.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(row => row.Split(',')).GroupBy(row => Name(row, isGrid)))
            folder.Write(group.Key, "Experiment Results\n" + string.Concat(Enumerable.Repeat("9\n", isGrid ? 0 : 100)) + string.Join("\n", group.Select(row => row[^1])));
        AuthorsFiles.Convert(folder.Path, folder["out"]);
        Assert.Equal(expected, File.ReadAllText(folder["out/" + table]));
    }

    [Theory]
    [InlineData("1.5\n2.5", "first line")]
    [InlineData("Experiment Results\n1.5\nfast\n", "'fast' is no latency")]
    [InlineData("Experiment Results\n1.5\n", "the file has 1 latencies")]
    public void ADamagedFile_IsNamed_AndNothingIsWritten(string text, string words)
    {
        using var folder = new TempFolder();
        folder.Write("cloud_duc_results.txt", text);
        var error = Assert.Throws<InvalidTableException>(() => AuthorsFiles.Convert(folder.Path, folder["out"]));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Contains("cloud_duc_results.txt", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public void AFolderWithoutResults_IsNamed()
    {
        using var folder = new TempFolder();
        Assert.Throws<InvalidTableException>(() => AuthorsFiles.Convert(folder.Path, folder["out"]));
    }

    private static void Add(TempFolder folder, string name, int count) => folder.Write("Inference_Results/" + name,
        "Experiment Results\r\n" + string.Concat(Enumerable.Range(1, count).Select(i => (i + 0.5).ToString("0.0000", CultureInfo.InvariantCulture) + "\n")) + "\n");

    private static string Name(string[] row, bool isGrid)
    {
        var variant = row[2] switch
        {
            "identity" or "partition" => "",
            "quantize" => "_int8_sptq",
            "earlyexit" => "_earlyexit",
            _ => "_earlyexit_int8_sptq",
        };
        var links = isGrid ? $"_{row[3]}mbps" + (row[4].Length > 0 ? $"_{row[4]}mbps" : "") : "";
        return $"{row[1]}_{row[0]}{variant}{links}_results.txt";
    }
}
