using System.Globalization;
using EdgeNotebooks.Imaging;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Datasets;

/// <summary>
/// A data set whose items are read when they are asked for, one at a time, in an order that is the same on every machine. Only the
/// items' names are held in memory. Any number of threads may read.
/// </summary>
/// <typeparam name="T">A picture with what is known of it.</typeparam>
public sealed class StreamedDataset<T>
{
    private readonly Func<int, T> _read;
    private readonly int[]? _chosen;
    private readonly IReadOnlyList<string> _names;

    internal StreamedDataset(string name, IReadOnlyList<string> names, Func<int, T> read, int[]? chosen = null) =>
        (Name, _names, _read, _chosen) = (name, names, read, chosen);

    /// <summary>What the data set is and where it came from.</summary>
    public string Name { get; }

    /// <summary>Number of items.</summary>
    public int Count => _chosen?.Length ?? _names.Count;

    /// <summary>Reads one item.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is not within 0 .. Count-1.</exception>
    /// <exception cref="UnreadablePictureException">The picture cannot be used.</exception>
    /// <exception cref="InvalidDatasetException">The item's label is missing or wrong.</exception>
    public T this[int index] => _read(Place(index));

    /// <summary>The name of an item (its file's path below the data set's folder); nothing is read.</summary>
    public string NameOf(int index) => _names[Place(index)];

    /// <summary>
    /// <paramref name="count"/> items drawn at random without repetition, in the order of the whole data set. The same seed gives the
    /// same items on every platform, and a larger subset contains the smaller one.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not that many items, or <paramref name="count"/> is negative.</exception>
    public StreamedDataset<T> Subset(int count, ulong seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count > Count)
            throw new ArgumentOutOfRangeException(nameof(count), count, string.Create(CultureInfo.InvariantCulture, $"{Name} has {Count} items; ask for at most as many"));
        var places = Enumerable.Range(0, Count).Select(Place).ToArray();
        var random = SplitMix64.For(seed, 0, 0);
        for (var i = 0; i < count; i++)
        {
            var other = i + random.Below(places.Length - i);
            (places[i], places[other]) = (places[other], places[i]);
        }

        Array.Sort(places, 0, count);
        return new(Name, _names, _read, places[..count]);
    }

    /// <summary>Reads every item in order, one at a time.</summary>
    /// <param name="skipped">Receives bad items, which are then passed over; null stops at the first one.</param>
    /// <exception cref="UnreadablePictureException">A picture cannot be used, and <paramref name="skipped"/> is null.</exception>
    /// <exception cref="InvalidDatasetException">A label is missing or wrong, and <paramref name="skipped"/> is null.</exception>
    public IEnumerable<T> Read(SkippedPictures? skipped = null)
    {
        for (var i = 0; i < Count; i++)
            if (TryRead(i, skipped, out var item)) yield return item;
    }

    /// <summary>What it is and how many items it has.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Name}, {Count} pictures{(_chosen is null ? "" : $" of {_names.Count}")}");

    private bool TryRead(int index, SkippedPictures? skipped, out T item)
    {
        try
        {
            item = this[index];
            return true;
        }
        catch (UnreadablePictureException e) when (skipped is not null)
        {
            skipped.Add(e.File, e.Problem);
        }
        catch (InvalidDatasetException e) when (skipped is not null)
        {
            skipped.Add(e.File, e.Problem);
        }

        item = default!;
        return false;
    }

    private int Place(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return _chosen is null ? index : _chosen[index];
    }
}
