namespace EdgeNotebooks.Imaging;

/// <summary>
/// Turns pictures into network input: each channel as (byte / 255 - mean) / deviation, float32, order [N, C, H, W] with C = R, G, B.
/// Training and inference both use it, so that they cannot differ.
/// </summary>
/// <param name="Mean">Mean per channel R, G, B in units of 0..1.</param>
/// <param name="Deviation">Standard deviation per channel R, G, B in units of 0..1, above 0.</param>
public sealed record Normalisation((float R, float G, float B) Mean, (float R, float G, float B) Deviation)
{
    /// <summary>The constants of ImageNet classifiers as in torchvision (PAPER.md, section 2).</summary>
    public static Normalisation ImageNet { get; } = new((0.485f, 0.456f, 0.406f), (0.229f, 0.224f, 0.225f));

    /// <summary>Bytes around the middle: mean 0.5, deviation 0.25 in each channel. The drawn data sets use it.</summary>
    public static Normalisation Centred { get; } = new((0.5f, 0.5f, 0.5f), (0.25f, 0.25f, 0.25f));

    /// <summary>Writes one picture as three planes of Height x Width values.</summary>
    /// <param name="picture">Left unchanged.</param>
    /// <param name="planes">Receives 3 * Height * Width values.</param>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    public void Write(Picture picture, Span<float> planes)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var pixels = picture.Width * picture.Height;
        if (planes.Length != 3 * pixels)
            throw new ArgumentException($"{picture} needs {3 * pixels} values, not {planes.Length}", nameof(planes));
        var rgb = picture.Rgb.Span;
        WriteChannel(rgb, planes[..pixels], Mean.R, Deviation.R);
        WriteChannel(rgb[1..], planes.Slice(pixels, pixels), Mean.G, Deviation.G);
        WriteChannel(rgb[2..], planes[(2 * pixels)..], Mean.B, Deviation.B);
    }

    /// <summary>A batch as one new array, float32 [N, 3, H, W]; no pictures give an empty array.</summary>
    /// <exception cref="ArgumentException">The pictures differ in size.</exception>
    public float[] ToTensor(IReadOnlyList<Picture> pictures)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        if (pictures.Count == 0) return [];
        var (width, height) = (pictures[0].Width, pictures[0].Height);
        if (pictures.FirstOrDefault(picture => (picture.Width, picture.Height) != (width, height)) is { } odd)
            throw new ArgumentException($"a batch needs pictures of one size: found {pictures[0]} and {odd}", nameof(pictures));
        var each = 3 * width * height;
        var tensor = new float[pictures.Count * each];
        for (var i = 0; i < pictures.Count; i++) Write(pictures[i], tensor.AsSpan(i * each, each));
        return tensor;
    }

    private static void WriteChannel(ReadOnlySpan<byte> rgb, Span<float> plane, float mean, float deviation)
    {
        for (var i = 0; i < plane.Length; i++) plane[i] = (rgb[3 * i] / 255f - mean) / deviation;
    }
}
