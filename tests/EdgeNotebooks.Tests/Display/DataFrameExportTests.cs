using EdgeNotebooks.Display;
using Microsoft.Data.Analysis;
using Parquet;

namespace EdgeNotebooks.Tests.Display;

public sealed class DataFrameExportTests : IDisposable
{
    private static readonly DataFrame s_frame = new(
        new StringDataFrameColumn("group_a", ["a|b, \"c\"", "50 % of_x"]), new DoubleDataFrameColumn("latency_s", [0.1 + 0.2, null]),
        new DoubleDataFrameColumn("p", [9.637646325874504e-221, -2]), new BooleanDataFrameColumn("significant", [true, false]));

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Markdown_HasUnitsAndEscapedBars() => Assert.Equal(
        """
        | group a | latency (s) | p | significant |
        | --- | ---: | ---: | --- |
        | a\|b, "c" | 0.3 | 9.63765e-221 | true |
        | 50 % of_x |  | -2 | false |

        """.ReplaceLineEndings("\n"), s_frame.ToMarkdown());

    [Fact]
    public void Latex_IsEscaped_WithBooktabsRules() => Assert.Equal(
        """
        \begin{tabular}{lrrl}
        \toprule
        group a & latency (s) & p & significant \\
        \midrule
        a|b, "c" & 0.3 & $9.63765 \times 10^{-221}$ & true \\
        50 \% of\_x &  & $-2$ & false \\
        \bottomrule
        \end{tabular}

        """.ReplaceLineEndings("\n"), s_frame.ToLatex());

    [Fact]
    public void Csv_KeepsEveryDigit_AndQuotesWhatNeedsIt() => Assert.Equal(
        "group_a,latency_s,p,significant\n\"a|b, \"\"c\"\"\",0.30000000000000004,9.637646325874504E-221,true\n50 % of_x,,-2,false\n", s_frame.ToCsv());

    [Fact]
    public void AFile_IsReplaced_AndNothingIsLeftBeside()
    {
        var path = Path.Combine(_folder, "table.tex");
        File.WriteAllText(path, "old");
        s_frame.WriteTo(path);
        Assert.Equal(s_frame.ToLatex(), File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void AnotherEnding_IsRefusedWithThoseThatExist() => Assert.Contains(".csv, .md, .tex or .parquet",
        Assert.Throws<ArgumentException>(() => s_frame.WriteTo(Path.Combine(_folder, "table.xlsx"))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Parquet_GivesTheSameCellsBack()
    {
        var path = Path.Combine(_folder, "table.parquet");
        s_frame.ToParquet(path);
        await using var reader = await ParquetReader.CreateAsync(path, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["group_a", "latency_s", "p", "significant"], reader.Schema.Fields.Select(field => field.Name));
        using var rows = reader.OpenRowGroupReader(0);
        var fields = reader.Schema.GetDataFields();
        var (names, seconds, flags) = (new string?[2], new double?[2], new bool?[2]);
        await rows.ReadAsync(fields[0], names.AsMemory(), cancellationToken: TestContext.Current.CancellationToken);
        await rows.ReadAsync<double>(fields[1], seconds.AsMemory(), cancellationToken: TestContext.Current.CancellationToken);
        await rows.ReadAsync<bool>(fields[3], flags.AsMemory(), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["a|b, \"c\"", "50 % of_x"], names);
        Assert.Equal([0.1 + 0.2, null], seconds);
        Assert.Equal([true, false], flags);
    }
}
