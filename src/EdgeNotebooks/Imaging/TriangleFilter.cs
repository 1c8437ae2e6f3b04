namespace EdgeNotebooks.Imaging;

/// <summary>
/// One axis of Pillow's BILINEAR: for each target pixel the first source pixel, how many follow, and their weights as integers of
/// 22 fraction bits that are padded with zeros to <see cref="Taps"/>.
/// </summary>
/// <remarks>
/// Source: Pillow 9.4, <c>src/libImaging/Resample.c</c> (precompute_coeffs, normalize_coeffs_8bpc): double arithmetic in the same
/// order, so that every weight is the same integer.
/// </remarks>
internal sealed class TriangleFilter
{
    /// <summary>Fraction bits: 32 less 8 of the sample less 2 to spare.</summary>
    public const int FractionBits = 32 - 8 - 2;

    public TriangleFilter(int source, int target)
    {
        var scale = (double)source / target;
        var filterScale = Math.Max(scale, 1.0);
        var inverse = 1.0 / filterScale;
        Taps = (int)Math.Ceiling(filterScale) * 2 + 1;
        (First, Counts, Weights) = (new int[target], new int[target], new int[target * Taps]);
        var exact = new double[Taps];
        for (var at = 0; at < target; at++)
        {
            var centre = (at + 0.5) * scale;
            var first = Math.Max((int)(centre - filterScale + 0.5), 0);
            var count = Math.Min((int)(centre + filterScale + 0.5), source) - first;
            var sum = 0.0;
            for (var i = 0; i < count; i++)
            {
                var distance = Math.Abs((i + first - centre + 0.5) * inverse);
                sum += exact[i] = distance < 1.0 ? 1.0 - distance : 0.0;
            }

            for (var i = 0; i < count; i++)
            {
                var weight = sum != 0.0 ? exact[i] / sum : exact[i];
                Weights[at * Taps + i] = (int)(0.5 + weight * (1 << FractionBits));
            }

            (First[at], Counts[at]) = (first, count);
        }
    }

    /// <summary>Weights per target pixel, zeros included.</summary>
    public int Taps { get; }

    public int[] First { get; }

    public int[] Counts { get; }

    public int[] Weights { get; }
}
