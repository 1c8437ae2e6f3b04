using EdgeNotebooks.Imaging;
using SkiaSharp;

namespace EdgeNotebooks.Tests.Imaging;

public class PictureCodecTests
{
    [Fact]
    public void Png_KeepsEveryPixel()
    {
        var picture = Noise(5, 4);
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

    [Fact]
    public void Encoded_AndDecoded_IsTheSame()
    {
        var picture = Noise(67, 45);
        Assert.Equal(picture.Rgb.ToArray(), PictureCodec.Decode(PictureCodec.ToPng(picture)).Rgb.ToArray());
    }

    /// <summary>Each kind of file beside what Pillow's convert("RGB") makes of it, byte for byte.</summary>
    [Fact]
    public void EveryKindOfFile_DecodesAsPillowDoes()
    {
        using var folder = new TempFolder();
        var kinds = Python.Run(folder.Path, ["PIL", "numpy"], """
            import numpy as np
            from PIL import Image
            random = np.random.RandomState(3)
            y, x = np.mgrid[0:61, 0:83]
            smooth = np.stack([x * 3, y * 4, (x + y) * 2], axis=-1).astype(np.uint8)
            rgb = Image.fromarray((smooth // 2 + random.randint(0, 100, smooth.shape)).astype(np.uint8))
            alpha = Image.fromarray(random.randint(0, 256, (61, 83)).astype(np.uint8))
            rgba = rgb.copy(); rgba.putalpha(alpha)
            grey = rgb.convert('L')
            la = grey.copy(); la.putalpha(alpha)
            palette = rgb.convert('P', palette=Image.ADAPTIVE, colors=60)
            rgb.save('rgb.png'); rgba.save('rgba.png'); grey.save('grey.png'); la.save('grey-alpha.png')
            palette.save('palette.png'); palette.save('palette-clear.png', transparency=7)
            rgb.convert('1').save('bits.png')
            import struct, zlib
            def chunk(kind, data): return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
            rows = b''.join(b'\0' + random.randint(0, 65536, (83, 3)).astype('>u2').tobytes() for _ in range(61))
            open('colour16.png', 'wb').write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 83, 61, 16, 2, 0, 0, 0))
                + chunk(b'gAMA', struct.pack('>I', 45455)) + chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))
            rgb.save('rgb.jpg', quality=90); rgb.save('rgb-444.jpg', subsampling=0); rgb.save('rgb-422.jpg', subsampling=1)
            rgb.save('progressive.jpg', progressive=True); grey.save('grey.jpg')
            rgb.convert('CMYK').save('cmyk.jpg'); rgb.save('profile.jpg', icc_profile=b'no profile at all')
            import glob
            for name in sorted(glob.glob('*.*')):
                image = Image.open(name).convert('RGB')
                open(name + '.rgb', 'wb').write(image.tobytes())
                print(name)
            """).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(kinds.Length >= 13);
        Assert.All(kinds, kind =>
        {
            var picture = PictureCodec.Load(folder[kind]);
            var (ours, theirs) = (picture.Rgb.ToArray(), File.ReadAllBytes(folder[kind + ".rgb"]));
            Assert.Equal(theirs.Length, ours.Length);
            var worst = ours.Zip(theirs, (a, b) => Math.Abs(a - b)).Max();
            Assert.True(worst == 0, $"{kind}: differs by up to {worst}");
        });
    }

    [Fact]
    public void Exif_IsLeftAlone_UnlessAskedFor()
    {
        using var folder = new TempFolder();
        Python.Run(folder.Path, ["PIL", "numpy"], """
            import numpy as np
            from PIL import Image, ImageOps
            image = Image.fromarray(np.random.RandomState(5).randint(0, 256, (24, 40, 3)).astype(np.uint8))
            for turn in range(1, 9):
                exif = Image.Exif(); exif[0x0112] = turn
                image.save(f'{turn}.jpg', exif=exif)
                stored = Image.open(f'{turn}.jpg')
                open(f'{turn}.stored', 'wb').write(stored.tobytes())
                open(f'{turn}.upright', 'wb').write(ImageOps.exif_transpose(stored).tobytes())
            """);
        for (var turn = 1; turn <= 8; turn++)
        {
            var file = folder[$"{turn}.jpg"];
            Assert.Equal(File.ReadAllBytes(folder[$"{turn}.stored"]), PictureCodec.Load(file).Rgb.ToArray());
            var upright = PictureCodec.Load(file, PictureOrientation.Upright);
            Assert.Equal(turn > 4 ? (24, 40) : (40, 24), (upright.Width, upright.Height));
            Assert.Equal(File.ReadAllBytes(folder[$"{turn}.upright"]), upright.Rgb.ToArray());
        }
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("GIF89a", "GIF")]
    [InlineData("RIFFxxxxWEBPVP8 ", "WebP")]
    [InlineData("hello", "no picture (it begins with the bytes 68656C6C)")]
    public void WhatIsNoPicture_IsNamed(string text, string words) => Refused(System.Text.Encoding.ASCII.GetBytes(text), words);

    [Fact]
    public void FilesThatEndTooEarly_AreRefused_WhereverTheyEnd()
    {
        using var bitmap = SKBitmap.Decode(PictureCodec.ToPng(Noise(40, 30)));
        using var jpeg = bitmap.Encode(SKEncodedImageFormat.Jpeg, 90);
        foreach (var whole in new[] { PictureCodec.ToPng(Noise(40, 30)), jpeg.ToArray() })
            foreach (var share in new[] { 0.005, 0.02, 0.3, 0.9 })
                Refused(whole[..Math.Max(3, (int)(share * whole.Length))], "");
    }

    [Fact]
    public void GreyOfSixteenBits_AndPicturesWithoutPixels_OrTooMany_AreRefused()
    {
        var png = PictureCodec.ToPng(Noise(4, 4));
        var (deep, flat) = ((byte[])png.Clone(), (byte[])png.Clone());
        (deep[24], deep[25]) = (16, 0);
        flat[19] = 0;
        var vast = (byte[])png.Clone();
        (vast[17], vast[21]) = (1, 1);
        Refused(vast, "at most");
        Refused(deep, "16-bit grey");
        Refused(flat, "0x4 pixels");
    }

    [Fact]
    public void AFileThatIsNotThere_AndAFolder_AreRefusedByName()
    {
        using var folder = new TempFolder();
        Assert.Contains("no such file", Assert.Throws<UnreadablePictureException>(() => PictureCodec.Load(folder["a.png"])).Problem, StringComparison.Ordinal);
        Assert.Contains("folder", Assert.Throws<UnreadablePictureException>(() => PictureCodec.Load(folder.Path)).Problem, StringComparison.Ordinal);
    }

    private static void Refused(byte[] bytes, string words)
    {
        var error = Assert.Throws<UnreadablePictureException>(() => PictureCodec.Decode(bytes, "some.png"));
        Assert.StartsWith("some.png: ", error.Message, StringComparison.Ordinal);
        Assert.Equal("some.png", error.File);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    private static Picture Noise(int width, int height)
    {
        var rgb = new byte[3 * width * height];
        new Random(1).NextBytes(rgb);
        return new(width, height, rgb);
    }
}
