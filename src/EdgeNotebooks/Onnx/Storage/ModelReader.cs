using EdgeNotebooks.Onnx.Schema;
using Google.Protobuf;

namespace EdgeNotebooks.Onnx.Storage;

/// <summary>
/// Splits a model into its skeleton, which is parsed, and its payloads, which stay where they are. It walks the wire format down
/// to the tensors; a value field of more than <see cref="Payload.InlineLimit"/> bytes is replaced by the payload's number, and
/// everything else is handed to the parser as it is, unknown fields included.
/// </summary>
internal sealed class ModelReader
{
    private const int DeepestNesting = 90;

    private readonly WireReader reader;
    private readonly SkeletonBuffer skeleton = new();
    private readonly List<Payload> payloads = [];

    private ModelReader(ByteSource source) => reader = new WireReader(source);

    /// <exception cref="InvalidModelException">The bytes are no ONNX model.</exception>
    public static (ModelProto Model, IReadOnlyList<Payload> Payloads) Read(ByteSource source)
    {
        RefuseOtherFormats(source);
        var reader = new ModelReader(source);
        reader.Message(MessageKind.Model, source.Length, depth: 0);
        try
        {
            return (ModelProto.Parser.ParseFrom(reader.skeleton.ToArray()), reader.payloads);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new InvalidModelException(source.Name, $"this is no ONNX model, or a damaged one: {e.Message}", e);
        }
    }

    private static void RefuseOtherFormats(ByteSource source)
    {
        if (source.Length == 0) throw new InvalidModelException(source.Name, "it is empty");
        Span<byte> head = stackalloc byte[(int)Math.Min(4, source.Length)];
        source.Read(0, head);
        if (head.StartsWith("PK\u0003\u0004"u8)) throw new InvalidModelException(source.Name, "it is a zip archive; unpack it and name the .onnx file in it");
    }

    private void Message(MessageKind kind, long end, int depth)
    {
        if (depth > DeepestNesting) throw reader.Malformed($"messages nested deeper than {DeepestNesting}");
        int? payload = null;
        var inline = false;
        while (reader.Position < end)
        {
            var tag = reader.ReadVarint(end);
            var field = Wire.FieldOf(tag);
            var type = Wire.TypeOf(tag);
            if (tag > uint.MaxValue || field == 0) throw reader.Malformed("a field number that does not exist");
            var length = type == Wire.LengthDelimited ? reader.ReadLength(end) : 0;
            if (kind == MessageKind.Tensor && field == MessagePath.PayloadField)
                throw reader.Malformed($"field number {field}, which is reserved here");
            if (kind == MessageKind.Tensor && MessagePath.HoldsValues(field))
            {
                var large = length > Payload.InlineLimit;
                if (payload is not null || (large && inline)) throw reader.Malformed("a tensor with its values in several pieces");
                if (large)
                {
                    payload = payloads.Count;
                    payloads.Add(new RangePayload(field, reader.Source, reader.Position, length));
                    reader.Skip(length);
                    continue;
                }

                inline = inline || type != Wire.LengthDelimited || length > 0;
            }

            skeleton.Varint(tag);
            Field(MessagePath.Child(kind, field), type, length, end, depth);
        }

        if (payload is { } number)
        {
            skeleton.Varint(Wire.Tag(MessagePath.PayloadField, Wire.Varint));
            skeleton.Varint((ulong)number);
        }
    }

    private void Field(MessageKind child, int type, long length, long end, int depth)
    {
        switch (type)
        {
            case Wire.Varint:
                skeleton.Varint(reader.ReadVarint(end));
                break;
            case Wire.Fixed64:
                skeleton.Fixed64(reader.ReadFixed64(end));
                break;
            case Wire.Fixed32:
                skeleton.Fixed32(reader.ReadFixed32(end));
                break;
            case Wire.LengthDelimited when child == MessageKind.Other:
                skeleton.Varint((ulong)length);
                reader.CopyTo(skeleton, length);
                break;
            case Wire.LengthDelimited:
                var start = skeleton.Open();
                Message(child, reader.Position + length, depth + 1);
                skeleton.Close(start);
                break;
            default:
                throw reader.Malformed($"wire type {type}, which ONNX does not use");
        }
    }
}
