using System.Globalization;

namespace EdgeNotebooks.Charts.Svg;

/// <summary>Maps values of an axis to positions: linear, logarithmic, or one slot per name.</summary>
internal sealed class Scale
{
    private readonly double _from;
    private readonly double _to;
    private readonly double _low;
    private readonly double _high;
    private readonly bool _isLog;
    private readonly IReadOnlyList<string> _names;
    private readonly IReadOnlyList<double> _ticks;
    private readonly IReadOnlyList<string> _labels;

    /// <param name="axis">What the axis asks for.</param>
    /// <param name="values">The numbers drawn on it.</param>
    /// <param name="names">The names on it, in order; empty for an axis of numbers.</param>
    /// <param name="from">Position of the lower end.</param>
    /// <param name="to">Position of the upper end.</param>
    public Scale(Axis axis, IReadOnlyCollection<double> values, IReadOnlyList<string> names, double from, double to)
    {
        (_from, _to) = axis.IsReversed ? (to, from) : (from, to);
        (_isLog, _names, _labels) = (axis.IsLog, names, axis.TickLabels);
        var (low, high) = axis is { Min: { } min, Max: { } max } ? (min, max)
            : values.Count == 0 ? (0, 1)
            : Padded(values.Min(), values.Max(), axis.IsLog);
        (_low, _high) = _isLog ? (Math.Log10(low), Math.Log10(high)) : (low, high);
        _ticks = axis.Ticks.Count > 0 ? axis.Ticks : names.Count > 0 ? [] : _isLog ? LogTicks.Of(low, high) : Round(_low, _high);
    }

    /// <summary>Width of a name's slot.</summary>
    public double Slot => Math.Abs(_to - _from) / Math.Max(_names.Count, 1);

    /// <summary>Tick positions with their labels.</summary>
    public IEnumerable<(double At, string Label)> Ticks => _names.Count > 0
        ? _names.Select(name => (At(name), name))
        : _ticks.Select((tick, i) => (At(tick), i < _labels.Count ? _labels[i] : tick.ToString("0.######", CultureInfo.InvariantCulture)));

    public double At(double value) => _from + (((_isLog ? Math.Log10(value) : value) - _low) / (_high - _low) * (_to - _from));

    public double At(string name)
    {
        var index = 0;
        while (index < _names.Count && _names[index] != name) index++;
        return _from + ((index + 0.5) / _names.Count * (_to - _from));
    }

    public double At(object position) => position is string name ? At(name) : At(Convert.ToDouble(position, CultureInfo.InvariantCulture));

    private static (double Low, double High) Padded(double low, double high, bool isLog)
    {
        if (isLog) return (low / 1.2, high * 1.2);
        var pad = high > low ? 0.05 * (high - low) : Math.Max(Math.Abs(high), 1) * 0.05;
        return (low - pad, high + pad);
    }

    /// <summary>About five steps of 1, 2 or 5 times a power of ten.</summary>
    private static double[] Round(double low, double high)
    {
        var rough = (high - low) / 5;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * ((rough / power) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 });
        var first = Math.Ceiling(low / step);
        return [.. Enumerable.Range(0, (int)(Math.Floor(high / step) - first) + 1).Select(i => (first + i) * step)];
    }
}
