using EdgeNotebooks.Imaging;

namespace EdgeNotebooks.Tests.Imaging;

public class PictureTests
{
    [Fact]
    public void APixel_IsFoundByColumnAndRow()
    {
        var picture = new Picture(2, 2, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
        Assert.Equal((4, 5, 6), picture[1, 0]);
        Assert.Equal((7, 8, 9), picture[0, 1]);
    }

    [Fact]
    public void AnArrayOfAnotherLength_IsRejectedWithBothNumbers()
    {
        var error = Assert.Throws<ArgumentException>(() => new Picture(4, 2, new byte[23]));
        Assert.Contains("24 bytes, not 23", error.Message);
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(0, 1)]
    [InlineData(-1, 0)]
    public void APixelOutside_IsRejected(int x, int y) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Picture(2, 1, new byte[6])[x, y]);
}
