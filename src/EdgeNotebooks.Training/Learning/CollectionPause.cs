using System.Runtime;

namespace EdgeNotebooks.Training.Learning;

/// <summary>
/// Keeps the garbage collector still during a training step. TorchSharp 0.107 hands native scalars to libtorch without keeping their
/// owner alive (as in the step counter of its batch normalisation): a collection in that moment frees them, and libtorch reads
/// garbage. Seen once in 10,000 steps; the collection now happens before the step.
/// </summary>
internal readonly struct CollectionPause : IDisposable
{
    /// <summary>Far more than a step allocates.</summary>
    private const long Bytes = 128L << 20;

    /// <summary>Collects, then allows no collection until disposed.</summary>
    public static CollectionPause Begin()
    {
        GC.TryStartNoGCRegion(Bytes);
        return default;
    }

    public void Dispose()
    {
        if (GCSettings.LatencyMode == GCLatencyMode.NoGCRegion) GC.EndNoGCRegion();
    }
}
