using EdgeNotebooks.Units;

namespace EdgeNotebooks.Datasets.Drawing;

/// <summary>A colour while drawing, 0..1 per channel (values outside are cut off when the picture is finished).</summary>
internal readonly record struct Rgb(float R, float G, float B)
{
    public static Rgb Random(ref SplitMix64 random, float low = 0.05f, float high = 0.95f) =>
        new(random.Uniform(low, high), random.Uniform(low, high), random.Uniform(low, high));

    /// <summary>A random colour at a Euclidean distance within the bounds from <paramref name="other"/>; the nearest of 32 tries.</summary>
    public static Rgb Apart(ref SplitMix64 random, Rgb other, float least, float most)
    {
        var best = Random(ref random);
        for (var attempt = 1; attempt < 32 && !Fits(best); attempt++)
        {
            var next = Random(ref random);
            if (Miss(next) < Miss(best)) best = next;
        }

        return best;

        bool Fits(Rgb colour) => Miss(colour) == 0;

        float Miss(Rgb colour)
        {
            var distance = colour.DistanceTo(other);
            return MathF.Max(0, MathF.Max(least - distance, distance - most));
        }
    }

    public Rgb Towards(Rgb other, float share) =>
        new(R + (other.R - R) * share, G + (other.G - G) * share, B + (other.B - B) * share);

    public Rgb Times(float factor) => new(R * factor, G * factor, B * factor);

    public float DistanceTo(Rgb other)
    {
        var (r, g, b) = (R - other.R, G - other.G, B - other.B);
        return MathF.Sqrt(r * r + g * g + b * b);
    }
}
