using EdgeNotebooks.Datasets.Drawing;

namespace EdgeNotebooks.Tests.Datasets.Drawing;

public class RotationTests
{
    /// <summary>Expected from the platform's Math.Cos and Math.Sin in double precision; half a float ulp at 1 is 6e-8.</summary>
    [Fact]
    public void CosineAndSine_EqualThePlatformsToFloatPrecision()
    {
        for (var i = 0; i <= 4096; i++)
        {
            var turns = i / 4096f;
            var rotation = Rotation.ByTurns(turns);
            Assert.Equal(Math.Cos(2 * Math.PI * turns), rotation.Cos, 1e-7);
            Assert.Equal(Math.Sin(2 * Math.PI * turns), rotation.Sin, 1e-7);
        }
    }

    [Fact]
    public void Undo_TurnsTheDirectionBackToTheAxis()
    {
        var rotation = Rotation.ByTurns(0.15f);
        var (x, y) = rotation.Undo(rotation.Cos, rotation.Sin);
        Assert.Equal(1, x, 1e-6);
        Assert.Equal(0, y, 1e-6);
    }
}
