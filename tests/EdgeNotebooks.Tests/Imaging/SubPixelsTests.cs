using EdgeNotebooks.Imaging;

namespace EdgeNotebooks.Tests.Imaging;

public class SubPixelsTests
{
    /// <summary>An 16x8 map has 8x4 labels in 2x1 cells: the label at row 1, column 6 is sub-pixel (1, 2) of cell (0, 1).</summary>
    [Fact]
    public void Target_TakesEverySecondLabelInTheOrderOfTheNetwork()
    {
        var classes = new byte[16 * 8];
        classes[2 * 16 + 12] = 9;
        var target = SubPixels.Target(new(16, 8, classes));
        Assert.Equal(32, target.Length);
        Assert.Equal((1 * 4 + 2) * 2 + 1, target.AsSpan().IndexOf((byte)9));
    }

    [Fact]
    public void Arranged_UndoesTheOrder()
    {
        var labels = Enumerable.Range(0, 16 * 16).Select(i => (byte)i).ToArray();
        var map = new LabelMap(32, 32, [.. Enumerable.Range(0, 32 * 32).Select(i => labels[i / 64 * 16 + i % 32 / 2])]);
        var target = SubPixels.Target(map);
        Assert.Equal(labels.Select(one => (float)one), SubPixels.Arranged([.. target.Select(one => (float)one)], 16, 16));
    }

    [Fact]
    public void Target_AgreesWithTheStudysCrops() =>
        Assert.All([(0, 0), (5, 2), (399, 398), (123, 321)], at => Assert.Equal(DucCrops.Place(at.Item1, at.Item2), SubPixels.Place(at.Item1, at.Item2, 400, 400)));

    [Fact]
    public void ASizeThatCellsDoNotFill_IsRejected() =>
        Assert.Throws<ArgumentException>(() => SubPixels.Target(new(12, 8, new byte[96])));
}
