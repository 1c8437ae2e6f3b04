using EdgeNotebooks.Operators.Quantization.Ranges;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Tests.Operators.Quantization;

public class ValueHistogramTests
{
    [Fact]
    public void PartsMerged_EqualTheWhole_BinByBin_InAnyOrder()
    {
        // Magnitudes that differ by orders, so that every part has bins of another width.
        var parts = Enumerable.Range(0, 6).Select(i => Draw(1000, MathF.Pow(7, i - 2), (ulong)i)).ToArray();
        var whole = Of([.. parts.SelectMany(part => part)]);
        foreach (var order in new[] { parts, [.. parts.Reverse()], [parts[3], parts[0], parts[5], parts[1], parts[4], parts[2]] })
        {
            var (merged, streamed) = (new ValueHistogram(), new ValueHistogram());
            foreach (var part in order)
            {
                merged.Merge(Of(part));
                streamed.Add(part, part.Max(Math.Abs));
            }

            Assert.Equal((whole.Exponent, whole.Total), (merged.Exponent, merged.Total));
            Assert.Equal(whole.Counts.ToArray(), merged.Counts.ToArray());
            Assert.Equal(whole.Counts.ToArray(), streamed.Counts.ToArray());
        }
    }

    [Fact]
    public void EveryValue_LiesInItsBin()
    {
        var values = Draw(5000, 3.3f, 9);
        var histogram = Of(values);
        var expected = new long[2 * ValueHistogram.HalfBins];
        foreach (var value in values) expected[(int)Math.Floor(value / histogram.Width) + ValueHistogram.HalfBins]++;
        Assert.Equal(expected, histogram.Counts.ToArray());
        Assert.InRange(values.Max(Math.Abs) / histogram.Width, ValueHistogram.HalfBins / 2, ValueHistogram.HalfBins);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(1e-38f)]
    [InlineData(3e38f)]
    [InlineData(-1f)]
    public void ExtremeValues_AreCounted(float value)
    {
        var histogram = Of([value, value]);
        Assert.Equal(2, histogram.Counts.ToArray().Sum());
    }

    private static ValueHistogram Of(float[] values)
    {
        var histogram = new ValueHistogram();
        histogram.Add(values, values.Max(Math.Abs));
        return histogram;
    }

    private static float[] Draw(int count, float width, ulong seed)
    {
        var random = SplitMix64.For(seed, 5, 0);
        var values = new float[count];
        for (var i = 0; i < count; i++) values[i] = width * random.Bell();
        return values;
    }
}
