namespace EdgeNotebooks.Operators.Quantization.Ranges;

/// <summary>
/// The range whose 8-bit histogram differs least from the values' own by Kullback-Leibler divergence. Each end is tried at
/// shares of what was seen, in turn. Source: Migacz (2017), 8-bit inference with TensorRT; there for symmetric ranges, here for asymmetric ones.
/// </summary>
internal static class EntropyRange
{
    private const int Shares = 64;
    private const int Rounds = 2;

    /// <summary>Ranges narrower than this share of what was seen are not tried.</summary>
    private const int FirstShare = 8;

    /// <summary>Share of the mass that an empty end counts as when clipped values are moved there.</summary>
    private const double Trace = 1e-9;

    public static ValueRange Of(ValueHistogram histogram, float smallest, float largest)
    {
        // Exact zeros, most values behind a ReLU, are exact in every range and must not decide: their bin counts like its neighbour.
        var counts = histogram.Counts.ToArray();
        counts[ValueHistogram.HalfBins] = Math.Min(counts[ValueHistogram.HalfBins], counts[ValueHistogram.HalfBins + 1]);
        if (Sum(counts) == 0) return ValueRange.Of(smallest, largest);
        var seen = ValueRange.Of(smallest, largest);
        var width = histogram.Width;
        var (best, least) = (seen, Divergence(counts, width, seen));
        for (var round = 0; round < Rounds; round++)
        {
            for (var share = FirstShare; share <= Shares; share++)
            {
                var factor = (double)share / Shares;
                Try(best with { High = seen.High * factor });
                Try(best with { Low = seen.Low * factor });
            }
        }

        return best;

        void Try(ValueRange range)
        {
            if (Divergence(counts, width, range) is var divergence && divergence < least) (best, least) = (range, divergence);
        }
    }

    /// <summary>In nats: of the values, those outside moved to the ends, from what 256 steps can tell of those inside.</summary>
    private static double Divergence(ReadOnlySpan<long> counts, double width, ValueRange range)
    {
        var first = Math.Max((int)Math.Floor(range.Low / width) + ValueHistogram.HalfBins, 0);
        var last = Math.Min((int)Math.Ceiling(range.High / width) + ValueHistogram.HalfBins - 1, counts.Length - 1);
        if (last - first < ValueRange.Steps) return double.PositiveInfinity;
        var inside = counts[first..(last + 1)];
        var wanted = new double[inside.Length];
        for (var i = 0; i < wanted.Length; i++) wanted[i] = inside[i];
        foreach (var count in counts[..first]) wanted[0] += count;
        foreach (var count in counts[(last + 1)..]) wanted[^1] += count;

        var divergence = 0.0;
        var (total, kept) = ((double)Sum(counts), (double)Sum(inside));
        for (var step = 0; step <= ValueRange.Steps; step++)
        {
            var (start, end) = (step * inside.Length / (ValueRange.Steps + 1), (step + 1) * inside.Length / (ValueRange.Steps + 1));
            var used = 0;
            for (var i = start; i < end; i++) used += inside[i] > 0 ? 1 : 0;
            var each = used == 0 ? 0 : (double)Sum(inside[start..end]) / used;
            for (var i = start; i < end; i++)
            {
                if (wanted[i] == 0) continue;
                divergence += wanted[i] / total * Math.Log(wanted[i] / total / (inside[i] == 0 ? Trace : each / kept));
            }
        }

        return divergence;
    }

    private static long Sum(ReadOnlySpan<long> counts)
    {
        var sum = 0L;
        foreach (var count in counts) sum += count;
        return sum;
    }
}
