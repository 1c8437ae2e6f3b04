using EdgeNotebooks.Units;

namespace EdgeNotebooks.Statistics;

/// <summary>The median of a sample whose inputs and restarts are drawn with replacement, by weights on the sorted values.</summary>
internal sealed class ClusteredMedian
{
    private readonly double[] _values;
    private readonly int[] _input;
    private readonly int[] _restart;
    private readonly int[] _restartWeights;

    /// <param name="sample">The values.</param>
    /// <param name="repeats">Their inputs and restarts.</param>
    /// <param name="inputs">All input codes, ascending; weights stand in this order.</param>
    public ClusteredMedian(Sample sample, Repeats repeats, int[] inputs)
    {
        ArgumentNullException.ThrowIfNull(repeats);
        NestedMedians.SameLength(sample, repeats);
        var restarts = repeats.Restart.Distinct().Order().ToArray();
        var order = Enumerable.Range(0, sample.Count).OrderBy(i => sample.Values[i]).ToArray();
        _values = Array.ConvertAll(order, i => sample.Values[i]);
        _input = Array.ConvertAll(order, i => Array.BinarySearch(inputs, repeats.Input[i]));
        _restart = Array.ConvertAll(order, i => Array.BinarySearch(restarts, repeats.Restart[i]));
        _restartWeights = new int[restarts.Length];
    }

    /// <summary>The median under these input weights and freshly drawn restarts; null when no value was drawn.</summary>
    public double? Resample(int[] inputWeights, Random random)
    {
        Array.Clear(_restartWeights);
        for (var i = 0; i < _restartWeights.Length; i++) _restartWeights[random.Next(_restartWeights.Length)]++;
        long total = 0;
        for (var i = 0; i < _values.Length; i++) total += inputWeights[_input[i]] * _restartWeights[_restart[i]];
        if (total == 0) return null;

        long seen = 0;
        double? lower = null;
        for (var i = 0; i < _values.Length; i++)
        {
            seen += inputWeights[_input[i]] * _restartWeights[_restart[i]];
            if (lower is null && seen > (total - 1) / 2) lower = _values[i];
            if (seen > total / 2) return (lower + _values[i]) / 2;
        }

        return null;
    }
}
