using EdgeNotebooks.Datasets.Drawing;
using EdgeNotebooks.Datasets.Shapes;
using EdgeNotebooks.Imaging;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Datasets.Scenes;

/// <summary>
/// Draws one scene from back to front: two of three are streets (sky, buildings, road, and what stands there, larger the nearer it
/// is), the others a few things before a patterned wall. Colours say little: what tells the classes apart is form and place.
/// </summary>
internal static class Scene
{
    public const int Size = 64;

    private static readonly SceneClass[] s_street =
        [SceneClass.Car, SceneClass.Car, SceneClass.Car, SceneClass.Person, SceneClass.Person, SceneClass.Sign, SceneClass.Sign, SceneClass.Vegetation, SceneClass.Vegetation, SceneClass.Ball, SceneClass.Crate];

    private static readonly SceneClass[] s_things =
        [SceneClass.Ball, SceneClass.Ball, SceneClass.Ball, SceneClass.Crate, SceneClass.Crate, SceneClass.Crate, SceneClass.Person, SceneClass.Sign, SceneClass.Vegetation];

    public static (Picture Picture, LabelMap Truth) Draw(SplitMix64 random)
    {
        var canvas = new SceneCanvas(Size);
        if (random.Below(3) > 0) Street(canvas, ref random);
        else Wall(canvas, ref random);
        canvas.Finish(ref random);
        return canvas.ToPicture();
    }

    private static void Street(SceneCanvas canvas, ref SplitMix64 random)
    {
        var horizon = random.Uniform(22, 36);
        var sky = new Rgb(random.Uniform(0.45f, 0.95f), random.Uniform(0.5f, 0.95f), random.Uniform(0.6f, 1));
        canvas.Fill(new Clouds(ref random, sky, sky.Towards(new(1, 1, 1), random.Uniform(0, 0.6f)), random.Uniform(0, 0.12f), Size), SceneClass.Sky);
        for (var count = random.Below(5); count > 0; count--) Building(canvas, ref random, horizon);
        var ground = Rgb.Random(ref random, 0.2f, 0.7f);
        canvas.Paint(
            new Block(-2, horizon, Size + 2, Size + 2), new Clouds(ref random, ground, Rgb.Apart(ref random, ground, 0, 0.3f), 0.08f, Size),
            SceneClass.Background, Size / 2, Size / 2, Size);
        Road(canvas, ref random, horizon);
        Span<float> feet = stackalloc float[2 + random.Below(6)];
        for (var i = 0; i < feet.Length; i++) feet[i] = horizon + (Size - 1 - horizon) * random.Uniform(0.1f, 1);
        feet.Sort();
        foreach (var y in feet)
        {
            var near = 0.25f + 0.75f * (y - horizon) / (Size - horizon);
            var one = s_street[random.Below(s_street.Length)];
            var height = one switch
            {
                SceneClass.Car => random.Uniform(13, 19),
                SceneClass.Person => random.Uniform(24, 32),
                SceneClass.Sign => random.Uniform(28, 40),
                SceneClass.Vegetation => random.Uniform(36, 56),
                _ => random.Uniform(11, 17),
            };
            Things.Draw(canvas, ref random, one, random.Uniform(0, Size), y, height * near);
        }
    }

    private static void Building(SceneCanvas canvas, ref SplitMix64 random, float horizon)
    {
        var left = random.Uniform(-10, Size);
        var right = left + random.Uniform(9, 26);
        var top = random.Uniform(0, horizon - 6);
        var wall = Rgb.Random(ref random, 0.2f, 0.85f);
        var window = Rgb.Apart(ref random, wall, 0.2f, 0.7f);
        var texture = random.Below(4) == 0 ? Texture.Solid : random.Below(2) == 0 ? Texture.Dotted : Texture.Checkered;
        var paint = new TexturePaint(texture, wall, window, random.Uniform(3.5f, 6), Rotation.ByTurns(0), left, top);
        canvas.Paint(new Block(left, top, right, horizon + 1), paint, SceneClass.Building, (left + right) / 2, Size / 2, Size);
    }

    private static void Road(SceneCanvas canvas, ref SplitMix64 random, float horizon)
    {
        var vanish = random.Uniform(8, Size - 8);
        var (left, right) = (random.Uniform(-40, 20), random.Uniform(Size - 20, Size + 40));
        var asphalt = new Rgb(0.35f, 0.35f, 0.37f).Times(random.Uniform(0.5f, 1.5f)).Towards(Rgb.Random(ref random), 0.12f);
        canvas.Paint(
            new Roadway(horizon, vanish, random.Uniform(0.5f, 3), left, right, Size),
            new Clouds(ref random, asphalt, asphalt.Times(random.Uniform(0.8f, 1.2f)), 0.05f, Size), SceneClass.Road, Size / 2, Size / 2, Size);
        if (random.Chance(0.3f)) return;
        var foot = 0.5f * (left + right);
        for (var part = 0.12f; part < 0.95f; part += 0.22f)
        {
            var (from, to) = (part * part, (part + 0.1f) * (part + 0.1f));
            var line = new Capsule(
                vanish + (foot - vanish) * from, horizon + (Size - horizon) * from, vanish + (foot - vanish) * to, horizon + (Size - horizon) * to, 0.4f + 0.7f * part);
            var paint = new FlatPaint(asphalt.Towards(new(1, 1, 0.9f), 0.7f));
            canvas.Paint(line, paint, SceneClass.Road, (line.AX + line.BX) / 2, (line.AY + line.BY) / 2, MathF.Abs(line.AX - line.BX) + MathF.Abs(line.AY - line.BY) + 2);
        }
    }

    private static void Wall(SceneCanvas canvas, ref SplitMix64 random)
    {
        var from = Rgb.Random(ref random);
        canvas.Fill(new Clouds(ref random, from, Rgb.Apart(ref random, from, 0, 0.45f), random.Uniform(0, 0.12f), Size), SceneClass.Background);
        for (var count = random.Below(6); count > 0; count--)
        {
            var (x, y) = (random.Uniform(0, Size), random.Uniform(0, Size));
            var direction = Rotation.ByTurns(random.Uniform());
            var half = random.Uniform(2, 14);
            var twig = new Capsule(x - half * direction.Cos, y - half * direction.Sin, x + half * direction.Cos, y + half * direction.Sin, random.Uniform(0.8f, 3));
            canvas.Paint(twig, new FlatPaint(Rgb.Random(ref random)), SceneClass.Background, x, y, half + 3);
        }

        for (var count = 1 + random.Below(4); count > 0; count--)
        {
            var one = s_things[random.Below(s_things.Length)];
            var height = one is SceneClass.Ball or SceneClass.Crate ? random.Uniform(12, 30) : random.Uniform(26, 50);
            Things.Draw(canvas, ref random, one, random.Uniform(4, Size - 4), random.Uniform(height * 0.8f, Size + 4), height);
        }
    }
}
