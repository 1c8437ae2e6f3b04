using EdgeNotebooks.Datasets;
using EdgeNotebooks.Imaging;

namespace EdgeNotebooks.Tests.Datasets;

public class ScenesDatasetTests
{
    [Fact]
    public void AnItem_DependsOnSeedStreamAndIndexAlone()
    {
        var (few, many) = (ScenesDataset.HeldOut(4)[3], ScenesDataset.HeldOut(400)[3]);
        Assert.Equal(few.Picture.Rgb.ToArray(), many.Picture.Rgb.ToArray());
        Assert.Equal(few.Truth.Classes.ToArray(), many.Truth.Classes.ToArray());
        Assert.NotEqual(few.Picture.Rgb.ToArray(), ScenesDataset.Training(4)[3].Picture.Rgb.ToArray());
        Assert.NotEqual(few.Picture.Rgb.ToArray(), ScenesDataset.Calibration(4)[3].Picture.Rgb.ToArray());
        Assert.NotEqual(few.Picture.Rgb.ToArray(), ScenesDataset.HeldOut(4, seed: 1)[3].Picture.Rgb.ToArray());
    }

    [Fact]
    public void EveryPixel_HasAClass_AndEveryClassComes()
    {
        var counts = new long[256];
        foreach (var item in ScenesDataset.HeldOut(100))
        {
            Assert.Equal((64, 64, 64, 64), (item.Picture.Width, item.Picture.Height, item.Truth.Width, item.Truth.Height));
            foreach (var one in item.Truth.Classes.Span) counts[one]++;
        }

        Assert.Equal(10, ScenesDataset.ClassNames.Count);
        Assert.Equal("background", ScenesDataset.ClassNames[0]);
        Assert.All(counts[..10], count => Assert.InRange(count, 100 * 64 * 64 / 200, long.MaxValue));
        Assert.All(counts[10..], count => Assert.Equal(0, count));
    }

    /// <summary>Streets are two of three pictures; there the sky is above the road, whatever else is drawn.</summary>
    [Fact]
    public void InAStreet_TheSkyIsAboveTheRoad()
    {
        var streets = ScenesDataset.HeldOut(150).Where(item => item.Truth.Classes.Span.Contains((byte)3)).ToArray();
        Assert.InRange(streets.Length, 75, 125);
        Assert.All(streets, item => Assert.True(MeanRow(item.Truth, 1) < MeanRow(item.Truth, 3)));

        static double MeanRow(LabelMap map, byte one) =>
            Enumerable.Range(0, map.Classes.Length).Where(i => map.Classes.Span[i] == one).Select(i => (double)(i / map.Width)).DefaultIfEmpty(0).Average();
    }
}
