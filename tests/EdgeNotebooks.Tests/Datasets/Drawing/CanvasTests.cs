using EdgeNotebooks.Datasets.Drawing;

namespace EdgeNotebooks.Tests.Datasets.Drawing;

public class CanvasTests
{
    private static readonly FlatPaint White = new(new Rgb(1, 1, 1));

    [Fact]
    public void ACapsule_CoversItsArea()
    {
        var canvas = new Canvas(32, 32);
        canvas.Paint(new Capsule(8, 16, 24, 16, 4), White, 16, 16, 12);
        var painted = canvas.ToPicture().Rgb.ToArray().Sum(value => value / 255.0) / 3;
        Assert.Equal(16 * 8 + Math.PI * 16, painted, 1.5); // rectangle and two half discs, in pixels
    }

    [Fact]
    public void Blur_KeepsTheMeanOfAPictureThatIsFlatAtItsEdges()
    {
        var canvas = new Canvas(16, 16);
        canvas.Paint(new Capsule(8, 8, 8, 8, 2), White, 8, 8, 2);
        var before = Sum(canvas);
        canvas.Blur(0.25f);
        Assert.Equal(before, Sum(canvas), before * 0.02); // rounding to bytes
        Assert.True(canvas.ToPicture()[8, 8].R < 255);
    }

    [Fact]
    public void Light_GrowsAlongItsDirection()
    {
        var canvas = new Canvas(16, 16);
        canvas.Fill(new FlatPaint(new Rgb(0.5f, 0.5f, 0.5f)));
        canvas.Light(Rotation.ByTurns(0), 1, 0.4f);
        var picture = canvas.ToPicture();
        Assert.True(picture[15, 8].G > picture[8, 8].G && picture[8, 8].G > picture[0, 8].G);
        Assert.Equal(picture[3, 0], picture[3, 15]);
    }

    private static double Sum(Canvas canvas) => canvas.ToPicture().Rgb.ToArray().Sum(value => (double)value);
}
