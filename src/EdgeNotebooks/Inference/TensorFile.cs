using System.Runtime.InteropServices;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Schema;
using EdgeNotebooks.Onnx.Storage;
using Google.Protobuf;

namespace EdgeNotebooks.Inference;

/// <summary>Tensors in files of their own: ONNX <c>TensorProto</c> messages (<c>.pb</c>), as in ONNX test sets.</summary>
public static class TensorFile
{
    /// <summary>Reads a file. The name is empty if the file states none.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidTensorException">It is no TensorProto, or its values do not fit its type and shape.</exception>
    public static (string Name, Tensor Tensor) Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path)) throw new FileNotFoundException($"tensor file '{path}' does not exist; check the path", path);
        try
        {
            var proto = TensorProto.Parser.ParseFrom(File.ReadAllBytes(path));
            if (proto.DataType == 0) throw new InvalidTensorException(path, "it states no element type; this is no ONNX TensorProto, or a damaged one");
            if (ExternalData.Is(proto)) throw new InvalidTensorException(path, "its values lie in another file; a tensor file must hold them itself");
            proto.ClearPayload();
            TensorData.Check(proto, [], path);
            return (proto.Name, new Tensor((ElementType)proto.DataType, proto.Dims, Bytes(proto)));
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new InvalidTensorException(path, "it is no ONNX TensorProto, or a damaged one", e);
        }
        catch (InvalidModelException e)
        {
            throw new InvalidTensorException(path, e.Reason, e);
        }
        catch (ArgumentException e)
        {
            throw new InvalidTensorException(path, e.Message, e);
        }
    }

    /// <summary>Writes a file, whole or not at all; one that is there is replaced.</summary>
    /// <exception cref="ModelWriteException">The folder cannot be written to, or the disk is full.</exception>
    public static void Write(string path, string name, Tensor tensor)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(tensor);
        using var output = new FileOutput(path);
        output.Write(new TensorProto
        {
            Name = name,
            DataType = (int)tensor.Type,
            Dims = { tensor.Shape },
            RawData = UnsafeByteOperations.UnsafeWrap(tensor.Bytes),
        }.ToByteArray());
        output.Complete();
        output.Commit();
    }

    private static ReadOnlyMemory<byte> Bytes(TensorProto proto)
    {
        if (proto.RawData.Length > 0) return proto.RawData.Memory;
        return (ElementType)proto.DataType switch
        {
            ElementType.Float32 => Raw<float>([.. proto.FloatData]),
            ElementType.Float64 => Raw<double>([.. proto.DoubleData]),
            ElementType.Int64 => Raw<long>([.. proto.Int64Data]),
            ElementType.UInt64 => Raw<ulong>([.. proto.Uint64Data]),
            ElementType.UInt32 => Raw<uint>([.. proto.Uint64Data.Select(value => (uint)value)]),
            ElementType.Int32 => Raw<int>([.. proto.Int32Data]),
            ElementType.Int16 => Raw<short>([.. proto.Int32Data.Select(value => (short)value)]),
            ElementType.UInt16 or ElementType.Float16 or ElementType.BFloat16 => Raw<ushort>([.. proto.Int32Data.Select(value => (ushort)value)]),
            ElementType.Int8 => Raw<sbyte>([.. proto.Int32Data.Select(value => (sbyte)value)]),
            ElementType.UInt8 or ElementType.Bool => Raw<byte>([.. proto.Int32Data.Select(value => (byte)value)]),
            _ => default,
        };
    }

    private static ReadOnlyMemory<byte> Raw<T>(T[] values)
        where T : unmanaged =>
        MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
}
