using System.Globalization;
using EdgeNotebooks.Display;

namespace EdgeNotebooks.Metrics;

/// <summary>
/// Intersection over union per class, summed over all pictures, and its mean over classes. Higher is better. Pixels whose true class
/// is "ignored" are left out.
/// </summary>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed class ClassIou : IDisplay
{
    /// <summary>The true class that leaves a pixel out.</summary>
    public const byte Ignored = 255;

    private const double Epsilon = 1e-6;

    private readonly long[] _both;
    private readonly long[] _predicted;
    private readonly long[] _true;

    /// <summary>An empty tally of <paramref name="classes"/> classes, numbered from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are less than 1 or more than 255 classes.</exception>
    public ClassIou(int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classes, (int)Ignored);
        (_both, _predicted, _true) = (new long[classes], new long[classes], new long[classes]);
    }

    /// <summary>Number of classes.</summary>
    public int Classes => _both.Length;

    /// <summary>Pixels counted so far, the ignored ones left out.</summary>
    public long Pixels => _true.Sum();

    /// <summary>IoU of each class, 0 to 1; NaN where a class is neither true nor predicted anywhere.</summary>
    public IReadOnlyList<double> PerClass => [.. Enumerable.Range(0, Classes).Select(one => (double)_both[one] / Union(one))];

    /// <summary>Pixels of each class that are both predicted and true (shared, read-only).</summary>
    public ReadOnlySpan<long> Intersections => _both;

    /// <summary>Pixels that are predicted or true to be of one class.</summary>
    public long Union(int one) => _predicted[one] + _true[one] - _both[one];

    /// <summary>Mean over the classes that are true or predicted somewhere, in percent; NaN when none is.</summary>
    public double MiouPct => PerClass.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average() * 100;

    /// <summary>
    /// The study's metric for <c>duc</c>: mean over all classes of true positives / (union + 1e-6), in percent; a class that is
    /// nowhere counts 0.
    /// </summary>
    /// <remarks>Source: PAPER.md, section 2.</remarks>
    public double StudyMiouPct => Enumerable.Range(0, Classes).Average(one => _both[one] / (Union(one) + Epsilon)) * 100;

    /// <summary>Adds the pixels of one picture or crop.</summary>
    /// <param name="predicted">One class per pixel.</param>
    /// <param name="truth">The true class per pixel; 255 leaves the pixel out.</param>
    /// <exception cref="ArgumentException">The pixels differ in number, or a class does not exist; then nothing is added.</exception>
    public void Add(ReadOnlySpan<byte> predicted, ReadOnlySpan<byte> truth)
    {
        if (predicted.Length != truth.Length)
            throw new ArgumentException($"{predicted.Length} predicted pixels do not match {truth.Length} of the truth", nameof(predicted));
        // A histogram of pairs: one increment per pixel, and checks wait until all are counted.
        var pairs = new int[256 * 256];
        for (var i = 0; i < truth.Length; i++) pairs[truth[i] << 8 | predicted[i]]++;
        Check(pairs);
        for (var there = 0; there < Classes; there++)
        {
            for (var said = 0; said < Classes; said++)
            {
                var count = pairs[there << 8 | said];
                _true[there] += count;
                _predicted[said] += count;
                if (there == said) _both[there] += count;
            }
        }
    }

    /// <summary>Adds what another tally counted; that one is left as it was.</summary>
    /// <exception cref="ArgumentException">It has another number of classes.</exception>
    public void Add(ClassIou other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Classes != Classes) throw new ArgumentException($"a tally of {other.Classes} classes cannot be added to one of {Classes}", nameof(other));
        for (var one = 0; one < Classes; one++)
        {
            _both[one] += other._both[one];
            _predicted[one] += other._predicted[one];
            _true[one] += other._true[one];
        }
    }

    /// <inheritdoc/>
    public string Render(string mimeType) => HtmlText.Card($"accuracy on {Pixels.ToString(CultureInfo.InvariantCulture)} pixels",
        [("mean IoU", Percent(MiouPct)), .. PerClass.Select((iou, one) => ($"class {one}", Percent(100 * iou)))]);

    /// <summary>The mean in one line.</summary>
    public override string ToString() => $"mean IoU {Percent(MiouPct)} over {Classes} classes, {Pixels.ToString(CultureInfo.InvariantCulture)} pixels";

    private void Check(int[] pairs)
    {
        for (var pair = 0; pair < pairs.Length; pair++)
        {
            var (there, said) = (pair >> 8, pair & 255);
            if (pairs[pair] == 0 || (there < Classes || there == Ignored) && said < Classes) continue;
            throw said >= Classes
                ? new ArgumentException($"class {said} is predicted; there are {Classes}, numbered from 0")
                : new ArgumentException($"class {there} is in the truth; there are {Classes}, numbered from 0, and {Ignored} means ignored; check the label map");
        }
    }

    private static string Percent(double value) => double.IsNaN(value) ? "not there" : string.Create(CultureInfo.InvariantCulture, $"{value:0.00} %");
}
