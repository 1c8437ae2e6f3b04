using System.Globalization;

namespace EdgeNotebooks.Experiments.Planning;

/// <summary>
/// A part of a plan for one of several machines: every N-th restart where there are at least N, so that each machine measures every
/// configuration; else every N-th configuration.
/// </summary>
/// <param name="Number">From 1.</param>
/// <param name="Of">How many there are.</param>
internal sealed record Shard(int Number, int Of)
{
    public static Shard Whole { get; } = new(1, 1);

    /// <summary>Reads <c>I/N</c>.</summary>
    /// <exception cref="InvalidPlanException">It is none.</exception>
    public static Shard Parse(string text)
    {
        if (text.Split('/') is [var number, var of] && int.TryParse(number, CultureInfo.InvariantCulture, out var i)
            && int.TryParse(of, CultureInfo.InvariantCulture, out var n) && n >= 1 && i >= 1 && i <= n) return new(i, n);
        throw new InvalidPlanException($"shard '{text}' is none; write I/N with I from 1 to N, such as 2/4");
    }

    /// <summary>Whether an episode belongs to it.</summary>
    public bool Has(int setup, int restart, int restarts) => (restarts >= Of ? restart - 1 : setup) % Of == Number - 1;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}/{Of}");
}
