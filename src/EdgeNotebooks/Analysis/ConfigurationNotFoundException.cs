using EdgeNotebooks.Units;

namespace EdgeNotebooks.Analysis;

/// <summary>Latencies were asked for that nobody measured.</summary>
public sealed class ConfigurationNotFoundException : Exception
{
    /// <summary>Nothing under <paramref name="wanted"/> in <paramref name="source"/>; the closest of <paramref name="known"/> are suggested.</summary>
    public ConfigurationNotFoundException(string wanted, string source, IEnumerable<string> known, string? word = null)
        : base($"{wanted} was not measured in {source}; closest: {string.Join(", ", NearestName.Among(word ?? wanted, known).Select(n => $"'{n}'"))}")
    {
        (Wanted, DataSource) = (wanted, source);
    }

    /// <summary>What was asked for.</summary>
    public string Wanted { get; }

    /// <summary>Where it was looked for, in words.</summary>
    public string DataSource { get; }
}
