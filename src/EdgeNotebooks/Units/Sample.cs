namespace EdgeNotebooks.Units;

/// <summary>Measured values of one quantity under one condition: a name, a unit and the values in the order they were taken.</summary>
/// <remarks>Immutable; the values are copied in. A sample is never empty and holds only finite numbers.</remarks>
public sealed class Sample
{
    private readonly double[] _values;
    private readonly Lazy<double[]> _sorted;

    /// <summary>A sample of <paramref name="values"/> (copied).</summary>
    /// <param name="name">What the values belong to, as messages and tables show it, for example <c>edge:identity</c>.</param>
    /// <param name="values">At least one finite number.</param>
    /// <param name="unit">Unit of each value, <c>s</c> for latency; empty for a bare number.</param>
    /// <exception cref="ArgumentException">No value, or a value that is NaN or infinite (its position is named, from 1).</exception>
    public Sample(string name, IEnumerable<double> values, string unit = "s")
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(values);
        Name = name;
        Unit = unit;
        _values = [.. values];
        if (_values.Length == 0)
            throw new ArgumentException($"sample '{name}' is empty; give at least one value", nameof(values));
        var bad = Array.FindIndex(_values, value => !double.IsFinite(value));
        if (bad >= 0)
            throw new ArgumentException($"sample '{name}': value {bad + 1} of {_values.Length} is {Text(_values[bad])}; remove it or repair its source",
                nameof(values));
        _sorted = new(() => RadixSort.Sorted(_values));
    }

    /// <summary>What the values belong to.</summary>
    public string Name { get; }

    /// <summary>Unit of each value.</summary>
    public string Unit { get; }

    /// <summary>How many values.</summary>
    public int Count => _values.Length;

    /// <summary>The values in the order they were taken (shared, read-only).</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>The values in ascending order; sorted once, on first use.</summary>
    public ReadOnlySpan<double> Sorted => _sorted.Value;

    /// <summary>The values in the order they were taken, for LINQ.</summary>
    public IReadOnlyList<double> AsList() => Array.AsReadOnly(_values);

    /// <summary>The same values under another name.</summary>
    public Sample Named(string name) => new(name, _values, Unit);

    /// <summary>Name, count and unit in one line.</summary>
    public override string ToString() => Unit.Length == 0 ? $"{Name} (n = {Count})" : $"{Name} (n = {Count}, {Unit})";

    private static string Text(double value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
