namespace EdgeNotebooks.Units;

/// <summary>Suggests names for one that was mistyped.</summary>
public static class NearestName
{
    /// <summary>
    /// The candidates closest to <paramref name="wanted"/> by Levenshtein distance, case ignored; a candidate that ends with
    /// the wanted name comes first, so that <c>Add_output_0</c> finds <c>/layer1/layer1.0/Add_output_0</c>. Ties keep input order.
    /// </summary>
    public static IReadOnlyList<string> Among(string wanted, IEnumerable<string> candidates, int count = 3)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(candidates);
        return [.. candidates.Distinct().OrderBy(name => Score(wanted, name)).Take(count)];
    }

    private static int Score(string wanted, string name) =>
        wanted.Length > 2 && name.EndsWith(wanted, StringComparison.OrdinalIgnoreCase)
            ? 0
            : Distance(wanted.ToUpperInvariant(), name.ToUpperInvariant());

    private static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substitute = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitute, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
