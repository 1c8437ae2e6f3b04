using EdgeNotebooks.Imaging;

namespace EdgeNotebooks.Tests.Imaging;

public class DucCropsTests
{
    /// <summary>The study's steps as NumPy does them: pad, cut, halve, then exchange axes.</summary>
    [Fact]
    public void Crops_AndTargets_EqualNumPys()
    {
        using var folder = new TempFolder();
        Python.Run(folder.Path, ["numpy"], """
            import numpy as np
            random = np.random.RandomState(4)
            image = random.randint(0, 256, (1024, 2048, 3)).astype(np.uint8)
            label = random.randint(0, 19, (1024, 2048)).astype(np.uint8)
            open('image', 'wb').write(image.tobytes()); open('label', 'wb').write(label.tobytes())
            mean = np.array([122.675, 116.669, 104.008])
            for i in range(1, 8):
                wide = np.tile(mean, (1024, 2048 + 800, 1)); wide[:, 400:-400] = image
                cut = wide[112:912, 256 * i:256 * i + 800] - mean
                open(f'{i}.input', 'wb').write(cut.transpose(2, 0, 1).astype(np.float32).tobytes())
                lab = np.full((1024, 2848), 255, np.uint8); lab[:, 400:-400] = label
                half = lab[112:912, 256 * i:256 * i + 800][::2, ::2]
                open(f'{i}.target', 'wb').write(np.ascontiguousarray(half.reshape(100, 4, 100, 4).transpose(1, 3, 0, 2)).tobytes())
            """);
        var picture = new Picture(2048, 1024, File.ReadAllBytes(folder["image"]));
        var labels = new LabelMap(2048, 1024, File.ReadAllBytes(folder["label"]));
        for (var crop = 0; crop < DucCrops.Count; crop++)
        {
            var input = DucCrops.Input(picture, crop);
            Assert.Equal([1, 3, 800, 800], input.Shape);
            Assert.Equal(File.ReadAllBytes(folder[$"{crop + 1}.input"]), System.Runtime.InteropServices.MemoryMarshal.AsBytes(input.Values.AsSpan()).ToArray());
            Assert.Equal(File.ReadAllBytes(folder[$"{crop + 1}.target"]), DucCrops.Target(labels, crop));
        }
    }

    // By hand: 5 = 4 * 1 + 1 and 10 = 4 * 2 + 2, so cell (1, 2), sub-pixel (1, 2): plane 4 * 1 + 2 = 6, place 6 * 10,000 + 1 * 100 + 2
    [Fact]
    public void ALabel_HasItsPlaceInTheNetworksOutput() => Assert.Equal(60_102, DucCrops.Place(5, 10));

    [Theory]
    [InlineData(-1)]
    [InlineData(7)]
    public void ThereAreSevenCrops(int crop) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DucCrops.Target(new(2, 2, new byte[4]), crop));
}
