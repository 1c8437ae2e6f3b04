using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using EdgeNotebooks.Onnx;
using K4os.Compression.LZ4;

namespace EdgeNotebooks.Transport.Messages;

/// <summary>Makes seam tensors smaller for the way between two tiers. Float32 tensors only; others travel as they are.</summary>
internal static class SeamPacking
{
    /// <summary>The tensor parameter that names what was done.</summary>
    public const string Parameter = "packing";

    private const string Scale = "packing_scale";
    private const string SizeParameter = "packing_bytes";

    /// <summary>Whether a tensor is packed.</summary>
    public static bool IsPacked(WireTensor tensor) => tensor.Parameters.ContainsKey(Parameter);

    /// <summary>Whether a tensor is packed in a way that changes its values.</summary>
    public static bool IsLossy(WireTensor tensor) => tensor.Parameters.TryGetValue(Parameter, out var name) && name is "fp16" or "int8";

    /// <summary>Packs a tensor; what is packed, or cannot be, is returned as it is.</summary>
    public static WireTensor Pack(WireTensor tensor, SeamCompression compression)
    {
        if (compression == SeamCompression.None || IsPacked(tensor) || tensor.Datatype != "FP32" || tensor.Content.Length == 0) return tensor;
        var source = tensor.Content.Span;
        var parameters = new Dictionary<string, object>(tensor.Parameters) { [Parameter] = NameOf(compression), [SizeParameter] = (long)source.Length };
        var content = compression switch
        {
            SeamCompression.Fp16 => ToHalf(MemoryMarshal.Cast<byte, float>(source)),
            SeamCompression.Int8 => ToInt8(MemoryMarshal.Cast<byte, float>(source), parameters),
            SeamCompression.Lz4 => ToLz4(source),
            _ => ToZstd(source),
        };
        return tensor with { Content = content, Parameters = parameters };
    }

    /// <summary>The tensor as its receiver computes with it.</summary>
    /// <exception cref="InvalidMessageException">The packing is unknown, or the bytes do not unpack to the tensor's size.</exception>
    public static WireTensor Unpack(WireTensor tensor)
    {
        if (!tensor.Parameters.TryGetValue(Parameter, out var name)) return tensor;
        var compression = Parse(name as string ?? "");
        var expected = WireType.TypeOf(tensor.Datatype) is { } type ? type.BytesOf(tensor.Shape.Aggregate(1L, (product, length) => product * length)) : null;
        if (compression == SeamCompression.None || tensor.Datatype != "FP32" || expected is not (> 0 and < int.MaxValue))
            throw new InvalidMessageException($"'{tensor.Name}' says it is packed as '{name}'; FP32 tensors are packed as fp16, int8, lz4 or zstd");
        // A few bytes can claim to unpack to gigabytes: LZ4 reaches at most 255 to 1, and Zstandard's frame is asked first.
        var content = new Lazy<byte[]>(() => GC.AllocateUninitializedArray<byte>((int)expected.Value));
        var source = tensor.Content.Span;
        var written = compression switch
        {
            SeamCompression.Fp16 when source.Length == expected / 2 => FromHalf(source, content.Value),
            SeamCompression.Int8 when source.Length == expected / 4 && tensor.Parameters.TryGetValue(Scale, out var scale) => FromInt8(source, Convert.ToSingle(scale, System.Globalization.CultureInfo.InvariantCulture), content.Value),
            SeamCompression.Lz4 when expected / 256 <= source.Length => LZ4Codec.Decode(source, content.Value),
            SeamCompression.Zstd when ZstdSharp.Decompressor.GetDecompressedSize(source) == (ulong)expected.Value => FromZstd(tensor.Name, source, content.Value),
            _ => -1,
        };
        return written == expected
            ? tensor with { Content = content.Value, Parameters = tensor.Parameters.Where(pair => !pair.Key.StartsWith(Parameter, StringComparison.Ordinal)).ToDictionary() }
            : throw new InvalidMessageException($"'{tensor.Name}' packed as '{name}' does not unpack to the {expected} bytes of its shape");
    }

    /// <summary>The word on the wire.</summary>
    public static string NameOf(SeamCompression compression) => compression.ToString().ToLowerInvariant();

    /// <summary>The compression of a word on the wire.</summary>
    /// <exception cref="InvalidMessageException">There is none.</exception>
    public static SeamCompression Parse(string name) => Enum.TryParse<SeamCompression>(name, ignoreCase: true, out var compression) && Enum.IsDefined(compression) && !char.IsAsciiDigit(name[0])
        ? compression
        : throw new InvalidMessageException($"seam compression '{name}' is unknown; there are none, fp16, int8, lz4, zstd");

    private static byte[] ToHalf(ReadOnlySpan<float> values)
    {
        var content = new byte[values.Length * 2];
        TensorPrimitives.ConvertToHalf(values, MemoryMarshal.Cast<byte, Half>(content.AsSpan()));
        return content;
    }

    private static int FromHalf(ReadOnlySpan<byte> source, byte[] content)
    {
        TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(source), MemoryMarshal.Cast<byte, float>(content.AsSpan()));
        return content.Length;
    }

    /// <summary>Symmetric, one scale for the tensor: the largest magnitude becomes 127.</summary>
    private static byte[] ToInt8(ReadOnlySpan<float> values, Dictionary<string, object> parameters)
    {
        var largest = Math.Abs(TensorPrimitives.MaxMagnitude(values));
        if (!float.IsFinite(largest)) throw new InvalidMessageException("a seam tensor holds NaN or infinity, which int8 cannot carry; choose another compression");
        var scale = largest == 0 ? 1 : largest / 127;
        parameters[Scale] = (double)scale;
        var content = new byte[values.Length];
        for (var i = 0; i < values.Length; i++) content[i] = (byte)(sbyte)MathF.Round(values[i] / scale);
        return content;
    }

    private static int FromInt8(ReadOnlySpan<byte> source, float scale, byte[] content)
    {
        var values = MemoryMarshal.Cast<byte, float>(content.AsSpan());
        for (var i = 0; i < source.Length; i++) values[i] = (sbyte)source[i] * scale;
        return content.Length;
    }

    private static ReadOnlyMemory<byte> ToLz4(ReadOnlySpan<byte> source)
    {
        var content = new byte[LZ4Codec.MaximumOutputSize(source.Length)];
        return content.AsMemory(0, LZ4Codec.Encode(source, content));
    }

    private static byte[] ToZstd(ReadOnlySpan<byte> source)
    {
        using var compressor = new ZstdSharp.Compressor(level: 1);
        return compressor.Wrap(source).ToArray();
    }

    private static int FromZstd(string name, ReadOnlySpan<byte> source, byte[] content)
    {
        using var decompressor = new ZstdSharp.Decompressor();
        try
        {
            return decompressor.Unwrap(source, content);
        }
        catch (ZstdSharp.ZstdException e)
        {
            throw new InvalidMessageException($"'{name}' is damaged: {e.Message}", e);
        }
    }
}
