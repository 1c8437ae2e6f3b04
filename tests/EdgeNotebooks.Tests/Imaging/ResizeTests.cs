using System.Globalization;
using System.Security.Cryptography;
using EdgeNotebooks.Imaging;

namespace EdgeNotebooks.Tests.Imaging;

public class ResizeTests
{
    /// <summary>Source and target sizes: shrinking, growing, one side only, by one pixel, to and from single pixels.</summary>
    private static readonly (int W, int H, int ToW, int ToH)[] s_sizes =
    [
        (640, 427, 347, 232), (500, 375, 309, 232), (123, 77, 50, 31), (50, 31, 123, 77), (64, 64, 64, 20), (64, 64, 21, 64),
        (100, 80, 99, 81), (333, 1, 7, 5), (1, 333, 5, 7), (9, 9, 1, 1), (1, 1, 4, 3), (257, 129, 128, 64), (200, 100, 100, 50), (1024, 512, 400, 400),
    ];

    [Fact]
    public void Bilinear_EqualsPillows_BitForBit() => SameAs("PIL", Resampling.Bilinear, "Image.fromarray(a).resize((w, h), Image.BILINEAR)");

    [Fact]
    public void Nearest_EqualsPillows() => SameAs("PIL", Resampling.Nearest, "Image.fromarray(a).resize((w, h), Image.NEAREST)");

    [Fact]
    public void FourPixels_EqualsOpenCv() => SameAs("cv2", Resampling.BilinearFourPixels, "cv2.resize(a, (w, h))", mostLevels: 1);

    // python3 -c "from PIL import Image; import hashlib; a = bytes((7*i*i + 13*i) % 256 for i in range(3*90*70))
    // print(hashlib.sha256(Image.frombytes('RGB', (90, 70), a).resize((41, 32), Image.BILINEAR).tobytes()).hexdigest())"    Pillow 9.4.0
    [Theory]
    [InlineData(41, 32, "3870555bd21885dd19953faa6246593b96472e9cc1030755f2f2e16e8c6cade2")]
    [InlineData(180, 33, "c5b0830383596ea9364f596f095694b6befc15230ea37ea968bc65f0542877cb")]
    public void Bilinear_HasPillowsBytes_WithoutPillow(int width, int height, string sha256)
    {
        var rgb = Enumerable.Range(0, 3 * 90 * 70).Select(i => (byte)((7L * i * i + 13L * i) % 256)).ToArray();
        var resized = Resize.To(new(90, 70, rgb), width, height);
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(resized.Rgb.Span)));
    }

    // By hand: target centres at -0.25, 0.25, 0.75 and 1.25 of two source pixels 0 and 200; shrunk from four, only the two middle pixels count.
    [Fact]
    public void FourPixels_TakesTheNeighboursAlone()
    {
        static byte[] Grey(params byte[] values) => [.. values.SelectMany(value => new[] { value, value, value })];
        Assert.Equal(Grey(0, 50, 150, 200), Resize.To(new(2, 1, Grey(0, 200)), 4, 1, Resampling.BilinearFourPixels).Rgb.ToArray());
        Assert.Equal(Grey(60), Resize.To(new(4, 1, Grey(255, 20, 100, 255)), 1, 1, Resampling.BilinearFourPixels).Rgb.ToArray());
    }

    [Fact]
    public void OneColour_StaysOneColour()
    {
        var rgb = Enumerable.Range(0, 50 * 40).SelectMany(_ => new byte[] { 255, 128, 1 }).ToArray();
        foreach (var resampling in Enum.GetValues<Resampling>())
        {
            var resized = Resize.To(new(50, 40, rgb), 23, 91, resampling);
            Assert.All(Enumerable.Range(0, 23 * 91), i => Assert.Equal((255, 128, 1), resized[i % 23, i / 23]));
        }
    }

    [Theory]
    [InlineData(500, 375, 309, 232)]
    [InlineData(375, 500, 232, 309)]
    [InlineData(333, 333, 232, 232)]
    [InlineData(100, 999, 232, 2317)]
    public void ShortSide_IsSet_AndTheLongOneRoundedDown(int width, int height, int toWidth, int toHeight)
    {
        var resized = Resize.ShortSideTo(new(width, height, new byte[3 * width * height]), 232);
        Assert.Equal((toWidth, toHeight), (resized.Width, resized.Height));
    }

    [Fact]
    public void ASizeBelowOne_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => Resize.To(new(2, 2, new byte[12]), 0, 5));

    private static void SameAs(string package, Resampling resampling, string expression, int mostLevels = 0)
    {
        using var folder = new TempFolder();
        var sizes = string.Join(" ", s_sizes.Select(size => FormattableString.Invariant($"{size.W},{size.H},{size.ToW},{size.ToH}")));
        Python.Run(folder.Path, [package, "numpy"], $"""
            import sys
            import numpy as np
            {(package == "PIL" ? "from PIL import Image" : "import cv2")}
            random = np.random.RandomState(11)
            for size in sys.argv[1].split():
                sw, sh, w, h = map(int, size.split(','))
                y, x = np.mgrid[0:sh, 0:sw]
                waves = np.stack([128 + 127 * np.sin(x / 3.0 + y / 5.0), 255.0 * ((x // 4 + y // 3) % 2), random.randint(0, 256, (sh, sw))], axis=-1)
                a = np.ascontiguousarray(waves.astype(np.uint8))
                open(size + '.from', 'wb').write(a.tobytes())
                open(size + '.to', 'wb').write(np.asarray({expression}).tobytes())
            """, sizes);
        Assert.All(sizes.Split(' '), size =>
        {
            var parts = size.Split(',').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
            var ours = Resize.To(new(parts[0], parts[1], File.ReadAllBytes(folder[size + ".from"])), parts[2], parts[3], resampling).Rgb.ToArray();
            var worst = ours.Zip(File.ReadAllBytes(folder[size + ".to"]), (a, b) => Math.Abs(a - b)).Max();
            Assert.True(worst <= mostLevels, $"{size}: differs by up to {worst}");
        });
    }
}
