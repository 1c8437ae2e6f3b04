using EdgeNotebooks.Imaging;
using SkiaSharp;

namespace EdgeNotebooks.Tests.Imaging;

public class PictureCodecTests
{
    [Fact]
    public void Png_KeepsEveryPixel()
    {
        var rgb = new byte[3 * 5 * 4];
        new Random(1).NextBytes(rgb);
        var picture = new Picture(5, 4, rgb);
        using var decoded = SKBitmap.Decode(PictureCodec.ToPng(picture));
        Assert.Equal((5, 4), (decoded.Width, decoded.Height));
        for (var y = 0; y < 4; y++)
        {
            for (var x = 0; x < 5; x++)
            {
                var color = decoded.GetPixel(x, y);
                Assert.Equal(picture[x, y], (color.Red, color.Green, color.Blue));
            }
        }
    }
}
