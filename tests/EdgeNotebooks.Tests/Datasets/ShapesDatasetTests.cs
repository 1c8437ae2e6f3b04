using System.Security.Cryptography;
using EdgeNotebooks.Datasets;

namespace EdgeNotebooks.Tests.Datasets;

public class ShapesDatasetTests
{
    /// <summary>
    /// Pinned with this project's first release: the committed models were trained on these very pictures, so a change here means
    /// training them again. It holds on every platform, since only exactly rounded operations draw.
    /// </summary>
    [Fact]
    public void Pictures_RepeatOnEveryPlatform()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var item in Streams().SelectMany(set => set.Take(8))) hash.AppendData(item.Picture.Rgb.Span);
        Assert.Equal("90a70cd17ffc7f55", Convert.ToHexStringLower(hash.GetHashAndReset())[..16]);
    }

    [Fact]
    public void AnItem_DoesNotDependOnThoseBeforeItOrOnTheCount() =>
        Assert.Equal(Bytes(ShapesDataset.HeldOut(100)[77]), Bytes(ShapesDataset.HeldOut(100_000)[77]));

    [Fact]
    public void Streams_ShareNoPicture()
    {
        var pictures = Streams().SelectMany(set => set.Select(item => Convert.ToHexString(item.Picture.Rgb.Span))).ToArray();
        Assert.Equal(pictures.Length, pictures.Distinct().Count());
    }

    [Fact]
    public void AnotherSeed_GivesOtherPictures() =>
        Assert.NotEqual(Bytes(ShapesDataset.Training(1, seed: 1)[0]), Bytes(ShapesDataset.Training(1, seed: 2)[0]));

    [Fact]
    public void EachBlockOfTwenty_HoldsEveryClassOnceInRandomOrder()
    {
        var set = ShapesDataset.HeldOut(200);
        var blocks = set.Select(item => item.Label).Chunk(20).ToArray();
        Assert.All(blocks, block => Assert.Equal(Enumerable.Range(0, 20), block.Order()));
        Assert.Equal(blocks.Length, blocks.Select(block => string.Join(",", block)).Distinct().Count());
    }

    [Fact]
    public void ClassNames_AreTheTextureAndTheOutlineOfTheLabel()
    {
        Assert.Equal(20, ShapesDataset.ClassNames.Distinct().Count());
        Assert.Equal("striped circle", ShapesDataset.ClassNames[1]);
        Assert.All(ShapesDataset.Calibration(40), item => Assert.Equal(ShapesDataset.ClassNames[item.Label], item.ClassName));
    }

    [Fact]
    public void ManyThreads_DrawWhatOneDraws()
    {
        var set = ShapesDataset.HeldOut(200);
        var together = new byte[set.Count][];
        Parallel.For(0, 4 * set.Count, i => together[i % set.Count] = Bytes(set[i % set.Count]));
        Assert.All(Enumerable.Range(0, set.Count), i => Assert.Equal(Bytes(set[i]), together[i]));
    }

    [Fact]
    public void AnIndexBeyondTheCount_IsRejected() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ShapesDataset.HeldOut(5)[5]);

    private static ShapesDataset[] Streams() => [ShapesDataset.Training(60), ShapesDataset.Calibration(60), ShapesDataset.HeldOut(60)];

    private static byte[] Bytes(LabelledPicture item) => item.Picture.Rgb.ToArray();
}
