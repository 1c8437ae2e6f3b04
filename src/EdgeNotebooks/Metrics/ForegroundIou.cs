using System.Globalization;
using System.Numerics;
using EdgeNotebooks.Display;

namespace EdgeNotebooks.Metrics;

/// <summary>
/// The study's metric for <c>fcn</c>: intersection over union of the foreground within each picture, then the mean over pictures.
/// Higher is better. Class 0, the background, is left out; a pixel of the truth may have several classes.
/// </summary>
/// <param name="Values">One value per picture, 0 to 1, in the order of evaluation.</param>
/// <remarks>
/// Source: PAPER.md, section 2. Intersection and union are summed over classes and pixels of one picture; a picture with an empty
/// union (nothing there, nothing predicted) counts 1. The mean divides by the number of pictures, N; the copy in the study's
/// quantization script divides by N + 1 and only steered its tuning.
/// </remarks>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed record ForegroundIou(IReadOnlyList<double> Values) : IDisplay
{
    private const uint Background = 1;

    /// <summary>Pictures evaluated.</summary>
    public int Count => Values.Count;

    /// <summary>Mean over pictures in percent; NaN without pictures.</summary>
    public double MiouPct => Count == 0 ? double.NaN : 100 * Values.Sum() / Count;

    /// <summary>The value of one picture, 0 to 1.</summary>
    /// <param name="predicted">One class per pixel, 0 to 31.</param>
    /// <param name="truth">One set of classes per pixel: bit c stands for class c.</param>
    /// <exception cref="ArgumentException">The pixels differ in number, or a class is above 31.</exception>
    public static double OfPicture(ReadOnlySpan<byte> predicted, ReadOnlySpan<uint> truth)
    {
        if (predicted.Length != truth.Length)
            throw new ArgumentException($"{predicted.Length} predicted pixels do not match {truth.Length} of the truth", nameof(predicted));
        long intersection = 0, union = 0;
        for (var i = 0; i < predicted.Length; i++)
        {
            if (predicted[i] > 31) throw new ArgumentException($"class {predicted[i]} at pixel {i}; at most 31 is possible", nameof(predicted));
            var (said, there) = ((1u << predicted[i]) & ~Background, truth[i] & ~Background);
            intersection += BitOperations.PopCount(said & there);
            union += BitOperations.PopCount(said | there);
        }

        return union == 0 ? 1 : (double)intersection / union;
    }

    /// <inheritdoc/>
    public bool Equals(ForegroundIou? other) => other is not null && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Count, MiouPct);

    /// <inheritdoc/>
    public string Render(string mimeType) => HtmlText.Card($"accuracy on {Count.ToString(CultureInfo.InvariantCulture)} pictures",
        [("mean IoU", string.Create(CultureInfo.InvariantCulture, $"{MiouPct:0.00} %")), ("counted", "foreground of each picture, then the mean over pictures")]);

    /// <summary>The mean in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"mean IoU {MiouPct:0.00} % (foreground per picture), n = {Count}");
}
