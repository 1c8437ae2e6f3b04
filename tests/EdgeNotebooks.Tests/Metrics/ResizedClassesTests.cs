using EdgeNotebooks.Metrics;

namespace EdgeNotebooks.Tests.Metrics;

public class ResizedClassesTests
{
    /// <summary>
    /// By hand: 0, 1 at twice the width is 0, 0.25, 0.75, 1 (half-pixel centres, edges repeated); against a constant 0.5 of class 0 the
    /// last two win.
    /// </summary>
    [Fact]
    public void Scores_AreMixedBetweenPixelCentres() =>
        Assert.Equal([0, 0, 1, 1], ResizedClasses.Of([0.5f, 0.5f, 0, 1], 2, 1, 4, 1));

    /// <summary>
    /// By hand: at three times the size, places 0..5 have the shares 0, 0, 1/3, 2/3, 1, 1 of the second value; the products of the shares of
    /// row and column beat 0.4 where both are 2/3 (0.444) or more.
    /// </summary>
    [Fact]
    public void BothAxes_AreResized()
    {
        var classes = ResizedClasses.Of([0.4f, 0.4f, 0.4f, 0.4f, 0, 0, 0, 1], 2, 2, 6, 6);
        Assert.Equal(Enumerable.Range(0, 36).Select(i => i / 6 >= 3 && i % 6 >= 3 ? (byte)1 : (byte)0), classes);
    }

    [Fact]
    public void TheSameSize_IsThePlainArgMax() =>
        Assert.Equal(PixelClasses.Of([1, 0, 0, 1, 2, 0], 2), ResizedClasses.Of([1, 0, 0, 1, 2, 0], 2, 1, 2, 1));

    [Fact]
    public void Scores_OfAnotherSize_AreRejected() =>
        Assert.Throws<ArgumentException>(() => ResizedClasses.Of([1, 2, 3], 2, 1, 4, 2));
}
