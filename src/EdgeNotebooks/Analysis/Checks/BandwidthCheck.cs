namespace EdgeNotebooks.Analysis.Checks;

/// <summary>RQ6: Kruskal-Wallis of every row and column of the grid, and Conover on each two bandwidths alone.</summary>
internal static class BandwidthCheck
{
    public const string File = "statistics_rq6.csv";

    private const string Table = "RQ6 tables";
    private const string Blank = "the published table of this deployment and operator holds another one's results, so its cells are left blank";

    public static IEnumerable<PaperEntry> Run(Study study, IReadOnlyList<BandwidthComparison> comparisons)
    {
        if (study.Find(File) is not { } path)
        {
            yield return Comparing.Unknown("Kruskal-Wallis and Conover p of every bandwidth", Table, "", $"{File} is not on this machine; {Study.Remedy}");
            yield break;
        }

        var ours = comparisons.ToDictionary(one => Key(one.Configuration, one.FixedLink, one.FixedMbps));
        var table = CsvTable.Read(path);
        var (kruskal, pair) = (table.Column("kruskal_p_printed"), table.Column("conover_pair_p_printed"));
        var seen = new HashSet<string>();
        for (var row = 0; row < table.Rows; row++)
        {
            var configuration = new Configuration(Text("subject"), Text("operator"), Text("deployment"));
            var key = Key(configuration, Text("fixed_link"), table.OptionalNumber(row, table.Column("fixed_mbps")));
            var (a, b) = (table.Number(row, table.Column("mbps_a")), table.Number(row, table.Column("mbps_b")));
            ours.TryGetValue(key, out var one);
            if (seen.Add(key)) yield return Compare($"{key} Kruskal-Wallis p", row, kruskal, one?.Overall.P.Value, 4);
            var found = one?.Pairs.FirstOrDefault(p => (p.MbpsA, p.MbpsB) == (a, b));
            yield return Compare(FormattableString.Invariant($"{key} {a} / {b} Mbit/s p"), row, pair, found?.Alone?.P.Value, 3);

            string Text(string column) => table.Text(row, table.Column(column));
        }

        PaperEntry Compare(string what, int row, int column, double? p, int decimals) => (table.OptionalNumber(row, column), p) switch
        {
            (null, _) => Comparing.Unknown(what, Table, "", Blank),
            ({ } printed, null) => Comparing.Unknown(what, Table, Comparing.Text(printed), study.HasNetwork
                ? "the raw repeats of one of the two cells are missing in the package" : $"the raw repeats are not on this machine; {Study.Remedy}"),
            ({ } printed, { } recomputed) => Comparing.Rounded(what, Table, printed, recomputed, decimals),
        };
    }

    private static string Key(Configuration configuration, string link, double? mbps) => mbps is { } fixedAt
        ? FormattableString.Invariant($"{configuration}, {link} {fixedAt} Mbit/s:")
        : $"{configuration}:";
}
