using EdgeNotebooks.Imaging;

namespace EdgeNotebooks.Tests.Imaging;

public class ClassColoursTests
{
    /// <summary>VOC's published colours: aeroplane (1), train (19), tv monitor (20), void (255).</summary>
    [Theory]
    [InlineData(1, 128, 0, 0)]
    [InlineData(19, 128, 192, 0)]
    [InlineData(20, 0, 64, 128)]
    [InlineData(255, 224, 224, 192)]
    public void Voc_HasThePublishedColours(int one, byte r, byte g, byte b) => Assert.Equal((r, g, b), ClassColours.Voc[one]);

    [Fact]
    public void ANumberBeyondThePalette_IsWhite() => Assert.Equal(((byte)255, (byte)255, (byte)255), ClassColours.Cityscapes[19]);

    [Fact]
    public void AnOverlay_MixesHalfAndHalf()
    {
        var mixed = ClassColours.Voc.Overlay(new(1, 1, [100, 100, 101]), new(1, 1, [1]));
        Assert.Equal(((byte)114, (byte)50, (byte)50), mixed[0, 0]);
    }

    [Fact]
    public void AnotherSize_IsRejected() =>
        Assert.Throws<ArgumentException>(() => ClassColours.Voc.Overlay(new(1, 1, new byte[3]), new(2, 1, new byte[2])));
}
