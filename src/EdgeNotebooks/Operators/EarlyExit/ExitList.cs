using System.Collections;
using System.Globalization;
using EdgeNotebooks.Display;

namespace EdgeNotebooks.Operators.EarlyExit;

/// <summary>Runs of blocks that a model can skip, in topological order of where they end, longer runs after shorter ones.</summary>
/// <param name="model">The model's name.</param>
/// <param name="exits">The runs.</param>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed class ExitList(string model, IReadOnlyList<Exit> exits) : IReadOnlyList<Exit>, IDisplay
{
    /// <summary>The model's name.</summary>
    public string Model { get; } = model;

    /// <inheritdoc/>
    public int Count => exits.Count;

    /// <inheritdoc/>
    public Exit this[int index] => exits[index];

    /// <summary>The exit that skips the last <paramref name="blocks"/> blocks of the last stage; the study skips 2.</summary>
    /// <exception cref="ArgumentException">The last stage has no such run.</exception>
    public Exit SkipLast(int blocks)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(blocks);
        if (Count == 0) throw new ArgumentException($"model '{Model}' has no residual blocks of equal shape that could be skipped", nameof(blocks));
        var last = exits.Where(exit => exit.To == exits[^1].To).ToList();
        return last.FirstOrDefault(exit => exit.Blocks == blocks) ?? throw new ArgumentException(
            FormattableString.Invariant($"the last stage of model '{Model}' can skip at most {last.Max(exit => exit.Blocks)} blocks, not {blocks}"), nameof(blocks));
    }

    /// <inheritdoc/>
    public IEnumerator<Exit> GetEnumerator() => exits.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public string Render(string mimeType) => HtmlText.Table(["blocks", "removed nodes", "removed parameters", "removed macs", "from", "to"],
        exits.Select(exit => (IReadOnlyList<string>)[Text(exit.Blocks), Text(exit.RemovedNodes), Text(exit.RemovedParameters), Text(exit.RemovedMacs), exit.From, exit.To]), ToString());

    /// <summary>How many exits of which model.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count} exits of {Model}");

    private static string Text(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "unknown";
}
