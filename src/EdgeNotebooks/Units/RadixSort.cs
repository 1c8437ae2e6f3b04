namespace EdgeNotebooks.Units;

/// <summary>Sorts many doubles in linear time: least significant digit first, eleven bits at a time.</summary>
internal static class RadixSort
{
    private const int Bits = 11;
    private const int Buckets = 1 << Bits;
    private const int WorthIt = 5_000;

    /// <summary>A sorted copy of finite <paramref name="values"/>; below 5,000 values the framework's sort is quicker and is used.</summary>
    public static double[] Sorted(ReadOnlySpan<double> values)
    {
        var copy = values.ToArray();
        if (copy.Length < WorthIt)
        {
            Array.Sort(copy);
            return copy;
        }

        var keys = Array.ConvertAll(copy, Key);
        var next = new ulong[keys.Length];
        var starts = new int[Buckets];
        for (var shift = 0; shift < 64; shift += Bits)
        {
            Array.Clear(starts);
            foreach (var key in keys) starts[(int)(key >> shift) & (Buckets - 1)]++;
            if (starts[(int)(keys[0] >> shift) & (Buckets - 1)] == keys.Length) continue;
            for (int bucket = 0, start = 0; bucket < Buckets; bucket++) (starts[bucket], start) = (start, start + starts[bucket]);
            foreach (var key in keys) next[starts[(int)(key >> shift) & (Buckets - 1)]++] = key;
            (keys, next) = (next, keys);
        }

        return Array.ConvertAll(keys, Value);
    }

    /// <summary>Bits whose order as an unsigned number is the order of the doubles.</summary>
    private static ulong Key(double value)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value);
        return (bits >> 63) == 0 ? bits | 1UL << 63 : ~bits;
    }

    private static double Value(ulong key) => BitConverter.UInt64BitsToDouble((key >> 63) == 0 ? ~key : key & ~(1UL << 63));
}
