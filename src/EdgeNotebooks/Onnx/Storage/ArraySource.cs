using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeNotebooks.Onnx.Storage;

/// <summary>The memory of an array, seen as bytes; arrays of more than 2 GiB included.</summary>
internal sealed class ArraySource<T>(T[] values, string name) : ByteSource
    where T : unmanaged
{
    public override string Name => name;

    public override long Length => (long)values.Length * Size;

    private static int Size { get; } = Unsafe.SizeOf<T>();

    protected override int ReadSome(long offset, Span<byte> destination)
    {
        var count = (int)Math.Min(destination.Length, Length - offset);
        var first = (int)(offset / Size);
        var skip = (int)(offset % Size);
        var elements = (skip + count + Size - 1) / Size;
        MemoryMarshal.AsBytes(values.AsSpan(first, elements)).Slice(skip, count).CopyTo(destination);
        return count;
    }
}
