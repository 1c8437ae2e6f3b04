using System.Collections;
using EdgeNotebooks.Datasets.Shapes;
using EdgeNotebooks.Imaging;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Datasets;

/// <summary>
/// The data set <c>shapes</c>: 64x64 colour pictures of one object among clutter, 20 classes (5 outlines x 4 textures), drawn on
/// demand. Item i depends on the seed, the stream and i alone, on every platform; any number of threads may read. Each block of 20
/// consecutive items holds every class once, in random order.
/// </summary>
public sealed class ShapesDataset : IReadOnlyList<LabelledPicture>
{
    private const string Word = "shapes";

    private static readonly Outline[] Outlines = Enum.GetValues<Outline>();
    private static readonly Texture[] Textures = Enum.GetValues<Texture>();

    private ShapesDataset(DrawnStream stream, int count, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        (Stream, Count, Seed) = (stream, count, seed);
    }

    /// <summary>Width and height of every picture in pixels.</summary>
    public const int PictureSize = ShapeScene.Size;

    /// <summary>Names of the 20 classes by label, such as <c>striped circle</c>; the texture changes fastest.</summary>
    public static IReadOnlyList<string> ClassNames { get; } =
    [
        .. from outline in Outlines
           from texture in Textures
           select $"{texture} {outline}".ToLowerInvariant(),
    ];

    /// <summary>How the pictures become network input.</summary>
    public static Normalisation Normalisation => Normalisation.Centred;

    /// <summary>Pictures to learn from.</summary>
    public static ShapesDataset Training(int count, ulong seed = 0) => new(DrawnStream.Training, count, seed);

    /// <summary>Pictures to measure value ranges on before quantization.</summary>
    public static ShapesDataset Calibration(int count, ulong seed = 0) => new(DrawnStream.Calibration, count, seed);

    /// <summary>Pictures to measure accuracy on.</summary>
    public static ShapesDataset HeldOut(int count, ulong seed = 0) => new(DrawnStream.HeldOut, count, seed);

    /// <summary>What the pictures are for.</summary>
    public DrawnStream Stream { get; }

    /// <summary>The seed within the stream.</summary>
    public ulong Seed { get; }

    /// <summary>Number of items; a longer data set begins with the items of a shorter one.</summary>
    public int Count { get; }

    /// <summary>Draws item <paramref name="index"/> anew, in a fraction of a millisecond.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is not within 0 .. Count-1.</exception>
    public LabelledPicture this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            var label = LabelOf(index);
            var random = SplitMix64.For(Seed, 2 * (ulong)Stream, (ulong)index);
            return new(ShapeScene.Draw(Outlines[label / Textures.Length], Textures[label % Textures.Length], random), label, ClassNames[label]);
        }
    }

    /// <summary>The first pictures with their classes, to look at.</summary>
    public Gallery Show(int count) => new([.. this.Take(count).Select(item => (item.Picture, item.ClassName))]);

    /// <inheritdoc/>
    public IEnumerator<LabelledPicture> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => $"{Word}, {Stream}, seed {Seed}, {Count} pictures";

    private int LabelOf(int index)
    {
        var (block, position) = Math.DivRem(index, ClassNames.Count);
        Span<int> labels = stackalloc int[ClassNames.Count];
        for (var i = 0; i < labels.Length; i++) labels[i] = i;
        var random = SplitMix64.For(Seed, 2 * (ulong)Stream + 1, (ulong)block);
        for (var i = labels.Length - 1; i > 0; i--)
        {
            var other = random.Below(i + 1);
            (labels[i], labels[other]) = (labels[other], labels[i]);
        }

        return labels[position];
    }
}
