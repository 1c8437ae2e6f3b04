using System.Collections;
using System.Globalization;
using EdgeNotebooks.Datasets.Scenes;
using EdgeNotebooks.Imaging;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Datasets;

/// <summary>
/// The data set <c>scenes</c>: 64x64 colour pictures of streets and of things before a wall, with the class of every pixel, drawn on
/// demand. Item i depends on the seed, the stream and i alone, on every platform; any number of threads may read.
/// </summary>
public sealed class ScenesDataset : IReadOnlyList<SegmentedPicture>
{
    private const string Word = "scenes";

    /// <summary>Keeps the random numbers apart from those of <c>shapes</c>, whose streams use 0 to 5.</summary>
    private const ulong FirstStream = 16;

    private ScenesDataset(DrawnStream stream, int count, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        (Stream, Count, Seed) = (stream, count, seed);
    }

    /// <summary>Width and height of every picture in pixels.</summary>
    public const int PictureSize = Scene.Size;

    /// <summary>Names of the 10 classes by number; 0 is the background.</summary>
    public static IReadOnlyList<string> ClassNames { get; } = [.. Enum.GetNames<SceneClass>().Select(name => name.ToLowerInvariant())];

    /// <summary>How the pictures become network input.</summary>
    public static Normalisation Normalisation => Normalisation.Centred;

    /// <summary>Pictures to learn from.</summary>
    public static ScenesDataset Training(int count, ulong seed = 0) => new(DrawnStream.Training, count, seed);

    /// <summary>Pictures to measure value ranges on before quantization.</summary>
    public static ScenesDataset Calibration(int count, ulong seed = 0) => new(DrawnStream.Calibration, count, seed);

    /// <summary>Pictures to measure accuracy on.</summary>
    public static ScenesDataset HeldOut(int count, ulong seed = 0) => new(DrawnStream.HeldOut, count, seed);

    /// <summary>What the pictures are for.</summary>
    public DrawnStream Stream { get; }

    /// <summary>The seed within the stream.</summary>
    public ulong Seed { get; }

    /// <summary>Number of items; a longer data set begins with the items of a shorter one.</summary>
    public int Count { get; }

    /// <summary>Draws item <paramref name="index"/> anew, in a fraction of a millisecond.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is not within 0 .. Count-1.</exception>
    public SegmentedPicture this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            var (picture, truth) = Scene.Draw(SplitMix64.For(Seed, FirstStream + (ulong)Stream, (ulong)index));
            return new(string.Create(CultureInfo.InvariantCulture, $"{Word} {Stream} {index}"), picture, truth);
        }
    }

    /// <inheritdoc/>
    public IEnumerator<SegmentedPicture> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Word}, {Stream}, seed {Seed}, {Count} pictures");
}
