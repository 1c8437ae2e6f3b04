using EdgeNotebooks.Datasets.Drawing;
using EdgeNotebooks.Imaging;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Datasets.Shapes;

/// <summary>
/// Draws one picture: background, clutter, the object, what lies in front of it, light, blur, noise. The object is the widest thing
/// in the picture, and in 99 of 100 pictures less than 30 % of it is hidden, so that a person can name it.
/// </summary>
internal static class ShapeScene
{
    public const int Size = 64;

    public static Picture Draw(Outline outline, Texture texture, SplitMix64 random)
    {
        var canvas = new Canvas(Size, Size);
        var behind = Background(canvas, ref random);
        for (var items = random.Below(6); items > 0; items--) Scrap(canvas, ref random, longest: 14);
        Object(canvas, ref random, outline, texture, behind);
        for (var items = random.Below(4); items > 0; items--) Scrap(canvas, ref random, longest: 22);
        canvas.Light(Rotation.ByTurns(random.Uniform()), random.Uniform(0.55f, 1.15f), random.Uniform(0, 0.5f));
        for (var passes = random.Below(4); passes > 0; passes--) canvas.Blur(random.Uniform(0.08f, 0.25f));
        canvas.AddNoise(ref random, random.Uniform(0.01f, 0.1f));
        return canvas.ToPicture();
    }

    private static Rgb Background(Canvas canvas, ref SplitMix64 random)
    {
        var from = Rgb.Random(ref random);
        var to = Rgb.Apart(ref random, from, 0, 0.45f);
        canvas.Fill(new Clouds(ref random, from, to, random.Uniform(0, 0.14f), Size));
        return from.Towards(to, 0.5f);
    }

    private static void Object(Canvas canvas, ref SplitMix64 random, Outline outline, Texture texture, Rgb behind)
    {
        var radius = random.Uniform(11, 25);
        var spread = 0.9f * (Size / 2 - 0.8f * radius);
        var (x, y) = (Size / 2 + random.Uniform(-spread, spread), Size / 2 + random.Uniform(-spread, spread));
        var region = new OutlineRegion(outline, x, y, radius, Rotation.ByTurns(random.Uniform()), random.Uniform(0.92f, 1.09f));
        var first = Rgb.Apart(ref random, behind, 0.2f, 0.9f);
        var second = Rgb.Apart(ref random, first, 0.24f, 0.7f);
        var other = Rgb.Apart(ref random, first, 0.24f, 0.7f);
        if (other.DistanceTo(behind) > second.DistanceTo(behind)) second = other;
        var period = MathF.Max(4.5f, radius * random.Uniform(0.34f, 0.5f));
        var paint = new TexturePaint(
            texture, first, second, period, Rotation.ByTurns(random.Uniform()), x + random.Uniform(0, period), y + random.Uniform(0, period));
        canvas.Paint(region, paint, x, y, 1.2f * radius);
    }

    /// <summary>A twig, bar or blob somewhere, in one colour.</summary>
    private static void Scrap(Canvas canvas, ref SplitMix64 random, float longest)
    {
        var (x, y) = (random.Uniform(0, Size), random.Uniform(0, Size));
        var direction = Rotation.ByTurns(random.Uniform());
        var half = random.Uniform(2, longest);
        var radius = random.Uniform(0.8f, 3.2f);
        var region = new Capsule(
            x - half * direction.Cos, y - half * direction.Sin, x + half * direction.Cos, y + half * direction.Sin, radius);
        canvas.Paint(region, new FlatPaint(Rgb.Random(ref random)), x, y, half + radius);
    }
}
