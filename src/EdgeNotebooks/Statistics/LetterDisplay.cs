namespace EdgeNotebooks.Statistics;

/// <summary>Letters over groups: two groups share a letter exactly when they do not differ significantly.</summary>
/// <remarks>Insert-and-absorb. Source: Piepho (2004), Journal of Computational and Graphical Statistics 13.</remarks>
public static class LetterDisplay
{
    /// <summary>Letters per group, <c>a</c> for the first in the order given (give the fastest first).</summary>
    /// <param name="groups">Names in the order in which letters are handed out.</param>
    /// <param name="differ">Pairs of names that differ significantly; all other pairs do not.</param>
    /// <exception cref="ArgumentException">A pair names an unknown group.</exception>
    public static IReadOnlyDictionary<string, string> Of(IReadOnlyList<string> groups, IEnumerable<(string A, string B)> differ)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(differ);
        var columns = new List<HashSet<int>> { Enumerable.Range(0, groups.Count).ToHashSet() };
        foreach (var (a, b) in differ)
        {
            var (i, j) = (Place(groups, a), Place(groups, b));
            foreach (var column in columns.Where(column => column.Contains(i) && column.Contains(j)).ToArray())
            {
                columns.Remove(column);
                Insert(columns, column.Where(group => group != i).ToHashSet());
                Insert(columns, column.Where(group => group != j).ToHashSet());
            }
        }

        var ordered = columns.OrderBy(column => column.Min()).ThenBy(column => column.Max()).ToArray();
        return Enumerable.Range(0, groups.Count).ToDictionary(group => groups[group],
            group => string.Concat(Enumerable.Range(0, ordered.Length).Where(column => ordered[column].Contains(group)).Select(Letter)));
    }

    private static void Insert(List<HashSet<int>> columns, HashSet<int> column)
    {
        if (columns.Any(column.IsSubsetOf)) return;
        columns.RemoveAll(other => other.IsSubsetOf(column));
        columns.Add(column);
    }

    private static string Letter(int column) => column < 26 ? ((char)('a' + column)).ToString() : $"({column + 1})";

    private static int Place(IReadOnlyList<string> groups, string name)
    {
        for (var i = 0; i < groups.Count; i++)
            if (groups[i] == name) return i;
        throw new ArgumentException($"'{name}' is not among the groups {string.Join(", ", groups)}");
    }
}
