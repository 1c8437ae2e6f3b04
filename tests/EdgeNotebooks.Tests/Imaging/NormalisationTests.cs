using EdgeNotebooks.Imaging;

namespace EdgeNotebooks.Tests.Imaging;

public class NormalisationTests
{
    /// <summary>By Python's exact fractions: round(float((F(200, 255) - F('0.485')) / F('0.229')), 6) and so on.</summary>
    [Fact]
    public void Channels_BecomePlanesInTheOrderRgb()
    {
        var values = Normalisation.ImageNet.ToTensor([new Picture(2, 1, [200, 100, 50, 0, 0, 0])]);
        Assert.Equal(
            [1.307047, -2.117904, -0.285014, -2.035714, -0.932985, -1.804444], values.Select(value => Math.Round(value, 6)).ToArray());
    }

    [Fact]
    public void ABatch_IsItsPicturesOneAfterTheOther()
    {
        Picture[] pictures = [new(1, 2, [1, 2, 3, 4, 5, 6]), new(1, 2, [7, 8, 9, 10, 11, 12])];
        Assert.Equal(
            [.. Normalisation.Centred.ToTensor([pictures[0]]), .. Normalisation.Centred.ToTensor([pictures[1]])],
            Normalisation.Centred.ToTensor(pictures));
    }

    [Fact]
    public void PicturesOfTwoSizes_AreRejectedAsABatch()
    {
        var error = Assert.Throws<ArgumentException>(
            () => Normalisation.Centred.ToTensor([new(1, 2, new byte[6]), new(2, 1, new byte[6])]));
        Assert.Contains("picture 2x1 RGB", error.Message);
    }
}
