using System.Buffers.Binary;
using System.Collections.Immutable;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;

namespace EdgeNotebooks.Transport.Messages;

/// <summary>A tensor as it travels: its name in the protocol's words, and its content in the layout of the binary extension.</summary>
/// <param name="Name">Name of the tensor in the model.</param>
/// <param name="Datatype">The protocol's name of the element type, or BYTES.</param>
/// <param name="Shape">Axis lengths, outermost first.</param>
/// <param name="Content">Little-endian values, row-major; each element of BYTES follows its length (32 bits). Shared, not copied.</param>
internal sealed record WireTensor(string Name, string Datatype, ImmutableArray<long> Shape, ReadOnlyMemory<byte> Content)
{
    /// <summary>How the content was packed for the way, if it was; see <see cref="SeamPacking"/>.</summary>
    public IReadOnlyDictionary<string, object> Parameters { get; init; } = ImmutableDictionary<string, object>.Empty;

    /// <summary>A tensor of numbers, shared.</summary>
    public static WireTensor Of(string name, Tensor tensor) => new(name, WireType.NameOf(tensor.Type), tensor.Shape, tensor.Bytes);

    /// <summary>One byte string, such as an encoded picture.</summary>
    public static WireTensor OfBytes(string name, ReadOnlySpan<byte> content)
    {
        var data = new byte[4 + content.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(data, (uint)content.Length);
        content.CopyTo(data.AsSpan(4));
        return new(name, WireType.Bytes, [1], data);
    }

    /// <summary>The tensor; shares the content, unless that is not aligned to its elements.</summary>
    /// <exception cref="InvalidMessageException">It is BYTES, or the content does not fill the shape.</exception>
    public Tensor ToTensor()
    {
        var type = WireType.TypeOf(Datatype) ?? throw new InvalidMessageException($"'{Name}' is {WireType.Bytes}, where a tensor of numbers is expected");
        try
        {
            return new Tensor(type, Shape, IsAligned(type) ? Content : Content.ToArray());
        }
        catch (ArgumentException e)
        {
            throw new InvalidMessageException($"'{Name}': {e.Message}", e);
        }
    }

    /// <summary>The elements of BYTES, shared.</summary>
    /// <exception cref="InvalidMessageException">The lengths do not fit the content.</exception>
    public IReadOnlyList<ReadOnlyMemory<byte>> ToByteStrings()
    {
        var elements = new List<ReadOnlyMemory<byte>>();
        for (var at = 0; at < Content.Length;)
        {
            var length = Content.Length - at >= 4 ? BinaryPrimitives.ReadUInt32LittleEndian(Content.Span[at..]) : uint.MaxValue;
            if (length > Content.Length - at - 4) throw new InvalidMessageException($"'{Name}': element {elements.Count + 1} is cut off");
            elements.Add(Content.Slice(at + 4, (int)length));
            at += 4 + (int)length;
        }

        return elements;
    }

    private unsafe bool IsAligned(ElementType type)
    {
        fixed (byte* start = Content.Span) return (nint)start % ((type.Bits() ?? 8) / 8) == 0;
    }
}
