using EdgeNotebooks.Onnx.Schema;
using Google.Protobuf;

namespace EdgeNotebooks.Onnx.Storage;

/// <summary>
/// The inverse of <see cref="ModelReader"/>: serializes the skeleton and puts each payload back in place of its number. One pass
/// over the skeleton computes the lengths, a second one writes.
/// </summary>
internal sealed class ModelWriter
{
    /// <summary>The largest message that protobuf allows.</summary>
    public const long LargestMessage = int.MaxValue;

    private readonly byte[] skeleton;
    private readonly IReadOnlyList<Payload> payloads;
    private readonly List<long> lengths = [];
    private int nextLength;

    public ModelWriter(ModelProto model, IReadOnlyList<Payload> payloads)
    {
        skeleton = model.ToByteArray();
        this.payloads = payloads;
        Length = Measure(MessageKind.Model, 0, skeleton.Length);
    }

    /// <summary>Bytes of the whole message.</summary>
    public long Length { get; }

    public void WriteTo(ModelOutput output)
    {
        nextLength = 0;
        Emit(MessageKind.Model, 0, skeleton.Length, output);
    }

    private long Measure(MessageKind kind, int position, int end)
    {
        var total = 0L;
        while (position < end)
        {
            var field = Next(ref position);
            var child = MessagePath.Child(kind, field.Number);
            if (kind == MessageKind.Tensor && field.Number == MessagePath.PayloadField)
            {
                var payload = PayloadAt(field);
                total += Prefix(Wire.Tag(payload.Field, Wire.LengthDelimited), payload.Length) + payload.Length;
            }
            else if (child == MessageKind.Other || field.Type != Wire.LengthDelimited)
            {
                total += position - field.Start;
            }
            else
            {
                var slot = lengths.Count;
                lengths.Add(0);
                lengths[slot] = Measure(child, field.Content, position);
                total += Prefix(field.Tag, lengths[slot]) + lengths[slot];
            }
        }

        return total;
    }

    private void Emit(MessageKind kind, int position, int end, ModelOutput output)
    {
        while (position < end)
        {
            var field = Next(ref position);
            var child = MessagePath.Child(kind, field.Number);
            if (kind == MessageKind.Tensor && field.Number == MessagePath.PayloadField)
            {
                var payload = PayloadAt(field);
                WritePrefix(output, Wire.Tag(payload.Field, Wire.LengthDelimited), payload.Length);
                payload.CopyTo(output);
            }
            else if (child == MessageKind.Other || field.Type != Wire.LengthDelimited)
            {
                output.Write(skeleton.AsSpan(field.Start, position - field.Start));
            }
            else
            {
                WritePrefix(output, field.Tag, lengths[nextLength++]);
                Emit(child, field.Content, position, output);
            }
        }
    }

    private Payload PayloadAt(WireField field)
    {
        var position = field.Content;
        return payloads[(int)Wire.ReadVarint(skeleton, ref position)];
    }

    private WireField Next(ref int position)
    {
        var start = position;
        var tag = Wire.ReadVarint(skeleton, ref position);
        var content = position;
        switch (Wire.TypeOf(tag))
        {
            case Wire.Varint:
                Wire.ReadVarint(skeleton, ref position);
                break;
            case Wire.Fixed64:
                position += 8;
                break;
            case Wire.Fixed32:
                position += 4;
                break;
            default:
                var length = (int)Wire.ReadVarint(skeleton, ref position);
                content = position;
                position += length;
                break;
        }

        return new WireField(start, tag, content);
    }

    private static int Prefix(ulong tag, long length) => Wire.VarintSize(tag) + Wire.VarintSize((ulong)length);

    private static void WritePrefix(ModelOutput output, ulong tag, long length)
    {
        Span<byte> prefix = stackalloc byte[20];
        var size = Wire.WriteVarint(prefix, tag);
        size += Wire.WriteVarint(prefix[size..], (ulong)length);
        output.Write(prefix[..size]);
    }

    private readonly record struct WireField(int Start, ulong Tag, int Content)
    {
        public int Number => Wire.FieldOf(Tag);

        public int Type => Wire.TypeOf(Tag);
    }
}
