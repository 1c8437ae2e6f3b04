using EdgeNotebooks.Datasets.Drawing;
using EdgeNotebooks.Datasets.Shapes;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Datasets.Scenes;

/// <summary>What stands in a scene. Each is drawn standing at (x, y) with a height in pixels, in random colours.</summary>
internal static class Things
{
    public static void Draw(SceneCanvas canvas, ref SplitMix64 random, SceneClass one, float x, float y, float height)
    {
        switch (one)
        {
            case SceneClass.Car: Car(canvas, ref random, x, y, height); break;
            case SceneClass.Person: Person(canvas, ref random, x, y, height); break;
            case SceneClass.Sign: Sign(canvas, ref random, x, y, height); break;
            case SceneClass.Vegetation: Tree(canvas, ref random, x, y, height); break;
            case SceneClass.Ball: Ball(canvas, ref random, x, y, height); break;
            case SceneClass.Crate: Crate(canvas, ref random, x, y, height); break;
            default: throw new ArgumentOutOfRangeException(nameof(one), one, "this class does not stand in a scene");
        }
    }

    private static void Car(SceneCanvas canvas, ref SplitMix64 random, float x, float y, float height)
    {
        var half = height * random.Uniform(0.85f, 1.25f);
        var colour = Rgb.Random(ref random, 0.1f, 0.95f);
        var glass = colour.Towards(new(0.1f, 0.12f, 0.18f), random.Uniform(0.6f, 0.9f));
        var reach = half + height;
        var cabin = random.Uniform(-0.2f, 0.2f) * half;
        Line(canvas, new(x + cabin - 0.35f * half, y - 0.72f * height, x + cabin + 0.35f * half, y - 0.72f * height, 0.28f * height), glass, SceneClass.Car, x, y, reach);
        Line(canvas, new(x + cabin - 0.35f * half, y - 0.94f * height, x + cabin + 0.35f * half, y - 0.94f * height, 0.08f * height), colour, SceneClass.Car, x, y, reach);
        Line(canvas, new(x - 0.8f * half, y - 0.4f * height, x + 0.8f * half, y - 0.4f * height, 0.24f * height), colour, SceneClass.Car, x, y, reach);
        var tyre = new Rgb(0.08f, 0.08f, 0.09f);
        for (var side = -1; side <= 1; side += 2) Disk(canvas, x + side * 0.52f * half, y - 0.17f * height, 0.19f * height, tyre, SceneClass.Car);
    }

    private static void Person(SceneCanvas canvas, ref SplitMix64 random, float x, float y, float height)
    {
        var coat = Rgb.Random(ref random);
        var legs = Rgb.Random(ref random, 0.05f, 0.6f);
        var skin = new Rgb(0.9f, 0.72f, 0.58f).Towards(new(0.3f, 0.2f, 0.14f), random.Uniform());
        var step = random.Uniform(0.02f, 0.14f) * height;
        for (var side = -1; side <= 1; side += 2)
            Line(canvas, new(x, y - 0.45f * height, x + side * step, y - 0.05f * height, 0.06f * height), legs, SceneClass.Person, x, y, height);
        Line(canvas, new(x, y - 0.7f * height, x, y - 0.48f * height, 0.13f * height), coat, SceneClass.Person, x, y, height);
        Disk(canvas, x + random.Uniform(-0.03f, 0.03f) * height, y - 0.9f * height, 0.1f * height, skin, SceneClass.Person);
    }

    private static void Sign(SceneCanvas canvas, ref SplitMix64 random, float x, float y, float height)
    {
        var pole = new Rgb(0.5f, 0.5f, 0.52f).Times(random.Uniform(0.6f, 1.3f));
        Line(canvas, new(x, y - 0.7f * height, x, y, MathF.Max(0.7f, 0.03f * height)), pole, SceneClass.Sign, x, y, height);
        var outline = random.Below(3) switch { 0 => Outline.Circle, 1 => Outline.Square, _ => Outline.Triangle };
        var radius = random.Uniform(0.2f, 0.28f) * height;
        var plate = Rgb.Random(ref random);
        var inner = Rgb.Apart(ref random, plate, 0.5f, 1.2f);
        Shape(canvas, new(outline, x, y - 0.8f * height, radius, Rotation.ByTurns(0), 1), new FlatPaint(plate), SceneClass.Sign);
        Shape(canvas, new(outline, x, y - 0.8f * height, 0.55f * radius, Rotation.ByTurns(0), 1), new FlatPaint(inner), SceneClass.Sign);
    }

    private static void Tree(SceneCanvas canvas, ref SplitMix64 random, float x, float y, float height)
    {
        var bark = new Rgb(0.4f, 0.28f, 0.18f).Times(random.Uniform(0.5f, 1.3f));
        var leaf = new Rgb(random.Uniform(0.1f, 0.55f), random.Uniform(0.35f, 0.75f), random.Uniform(0.08f, 0.35f));
        Line(canvas, new(x, y - 0.6f * height, x, y, 0.06f * height), bark, SceneClass.Vegetation, x, y, height);
        for (var i = 5 + random.Below(4); i > 0; i--)
        {
            var (dx, dy) = (random.Uniform(-0.22f, 0.22f) * height, random.Uniform(-0.85f, -0.5f) * height);
            Disk(canvas, x + dx, y + dy, random.Uniform(0.12f, 0.2f) * height, leaf.Times(random.Uniform(0.7f, 1.25f)), SceneClass.Vegetation);
        }
    }

    private static void Ball(SceneCanvas canvas, ref SplitMix64 random, float x, float y, float height)
    {
        var radius = height / 1.8f;
        Shape(canvas, new(Outline.Circle, x, y - 0.5f * height, radius, Rotation.ByTurns(random.Uniform()), 1), Paint(ref random, x, y, radius), SceneClass.Ball);
    }

    private static void Crate(SceneCanvas canvas, ref SplitMix64 random, float x, float y, float height)
    {
        var radius = height / 1.56f;
        var turned = Rotation.ByTurns(random.Uniform(-0.06f, 0.06f));
        Shape(canvas, new(Outline.Square, x, y - 0.5f * height, radius, turned, random.Uniform(0.85f, 1.2f)), Paint(ref random, x, y, radius), SceneClass.Crate);
    }

    private static TexturePaint Paint(ref SplitMix64 random, float x, float y, float radius)
    {
        var first = Rgb.Random(ref random);
        var second = Rgb.Apart(ref random, first, 0.24f, 0.8f);
        var texture = random.Below(4) switch { 0 => Texture.Solid, 1 => Texture.Striped, 2 => Texture.Dotted, _ => Texture.Checkered };
        return new(texture, first, second, MathF.Max(3, radius * random.Uniform(0.4f, 0.8f)), Rotation.ByTurns(random.Uniform()), x, y);
    }

    private static void Line(SceneCanvas canvas, Capsule capsule, Rgb colour, SceneClass one, float x, float y, float height) =>
        canvas.Paint(capsule, new FlatPaint(colour), one, x, y - 0.5f * height, 1.2f * height);

    private static void Disk(SceneCanvas canvas, float x, float y, float radius, Rgb colour, SceneClass one) =>
        canvas.Paint(new Capsule(x, y, x, y, radius), new FlatPaint(colour), one, x, y, radius);

    private static void Shape<TPaint>(SceneCanvas canvas, OutlineRegion region, TPaint paint, SceneClass one)
        where TPaint : struct, IPaint =>
        canvas.Paint(region, paint, one, region.CentreX, region.CentreY, 1.4f * region.Radius);
}
