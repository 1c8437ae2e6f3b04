namespace EdgeNotebooks.Datasets.Coco;

/// <summary>
/// A mask as COCO writes it: lengths of runs that are outside and inside in turn, down the columns from left to right, beginning
/// outside.
/// </summary>
/// <remarks>Source: COCO API, <c>common/maskApi.c</c> (rleFrString, rleFrPoly), version 2.0.</remarks>
internal static class RunLengths
{
    /// <summary>Sets <paramref name="bits"/> wherever the mask is.</summary>
    /// <exception cref="FormatException">The runs do not fill the picture exactly.</exception>
    public static void Paint(ReadOnlySpan<uint> runs, int width, int height, uint bits, uint[] target)
    {
        long at = 0, pixels = (long)width * height;
        for (var run = 0; run < runs.Length; run++)
        {
            var end = at + runs[run];
            if (end > pixels) throw new FormatException($"the runs cover more than {width}x{height} pixels");
            for (; run % 2 == 1 && at < end; at++)
            {
                var (x, y) = Math.DivRem((int)at, height);
                target[y * width + x] |= bits;
            }

            at = end;
        }

        if (at != pixels) throw new FormatException($"the runs cover {at} pixels, the picture has {pixels}");
    }

    /// <summary>
    /// Lengths from COCO's text: groups of six bits from the character '0' on, five of them digits, the sixth "more follows"; from the
    /// third length on each is the difference to the one before last.
    /// </summary>
    /// <exception cref="FormatException">The text ends within a length, or has a character that is not allowed.</exception>
    public static uint[] FromText(string text)
    {
        var runs = new List<uint>();
        for (var at = 0; at < text.Length;)
        {
            long value = 0;
            var shift = 0;
            for (var more = true; more; shift += 5)
            {
                if (at == text.Length || shift > 55) throw new FormatException("the compressed runs end within a number");
                var digit = text[at++] - '0';
                if (digit is < 0 or > 63) throw new FormatException($"the compressed runs have the character '{text[at - 1]}'");
                value |= (long)(digit & 31) << shift;
                more = (digit & 32) != 0;
                if (!more && (digit & 16) != 0) value |= -1L << (shift + 5);
            }

            if (runs.Count > 2) value += runs[^2];
            runs.Add(value is >= 0 and <= uint.MaxValue ? (uint)value : throw new FormatException($"the compressed runs have the length {value}"));
        }

        return [.. runs];
    }
}
