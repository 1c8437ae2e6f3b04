using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace EdgeNotebooks.Serving;

/// <summary>
/// Memory that the server receives into. A seam has a hundred megabytes: in the server's own blocks of 4 KB every one of them costs a call
/// into the kernel.
/// </summary>
internal sealed class BlockPool : MemoryPool<byte>, IMemoryPoolFactory<byte>
{
    private const int BlockBytes = 256 * 1024;

    /// <summary>Blocks that are kept for the next request, as many as a reply of 16 MB needs at once.</summary>
    private const int MostFree = 64;

    private readonly ConcurrentBag<Block> _free = [];

    /// <inheritdoc/>
    public override int MaxBufferSize => BlockBytes;

    /// <summary>The same for every connection.</summary>
    public MemoryPool<byte> Create(MemoryPoolOptions? options) => this;

    /// <inheritdoc/>
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockBytes);
        return _free.TryTake(out var block) ? block : new Block(this);
    }

    /// <summary>Connections that end return blocks afterwards: nothing is freed before the process ends.</summary>
    protected override void Dispose(bool disposing)
    {
    }

    private sealed class Block(BlockPool pool) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory { get; } = GC.AllocateUninitializedArray<byte>(BlockBytes, pinned: true);

        public void Dispose()
        {
            if (pool._free.Count < MostFree) pool._free.Add(this);
        }
    }
}
