using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EdgeNotebooks.Imaging;

/// <summary>
/// Pillow's BILINEAR in its two passes: along rows, rounded to 8 bits, then along columns. Sums are 32-bit integers, which cannot
/// overflow (weights add up to 1 in 22 fraction bits), so the order of additions does not matter and vectors give the same bytes.
/// </summary>
internal static class TrianglePasses
{
    private const int Half = 1 << (TriangleFilter.FractionBits - 1);

    public static Picture Resize(Picture picture, int width, int height)
    {
        var source = picture.Rgb.Span;
        if (width == picture.Width) return new(width, height, AlongColumns(source, 3 * width, new(picture.Height, height)));
        var narrow = AlongRows(source, picture.Width, picture.Height, new(picture.Width, width));
        return new(width, height, height == picture.Height ? narrow : AlongColumns(narrow, 3 * width, new(picture.Height, height)));
    }

    private static byte[] AlongRows(ReadOnlySpan<byte> rgb, int width, int height, TriangleFilter filter)
    {
        var target = new byte[3 * filter.First.Length * height];
        // One pixel is read as four bytes; a row of its own gives the last one a fourth.
        var row = new byte[3 * width + 1];
        for (var y = 0; y < height; y++)
        {
            rgb.Slice(3 * width * y, 3 * width).CopyTo(row);
            Row(row, filter, target.AsSpan(3 * filter.First.Length * y, 3 * filter.First.Length));
        }

        return target;
    }

    private static void Row(ReadOnlySpan<byte> row, TriangleFilter filter, Span<byte> target)
    {
        ref var source = ref MemoryMarshal.GetReference(row);
        for (var x = 0; x < filter.First.Length; x++)
        {
            var weights = filter.Weights.AsSpan(x * filter.Taps, filter.Counts[x]);
            ref var pixel = ref Unsafe.Add(ref source, 3 * filter.First[x]);
            var (even, odd) = (Vector128.Create(Half), Vector128<int>.Zero);
            var i = 0;
            for (; i + 1 < weights.Length; i += 2)
            {
                even += Pixel(ref Unsafe.Add(ref pixel, 3 * i)) * weights[i];
                odd += Pixel(ref Unsafe.Add(ref pixel, 3 * i + 3)) * weights[i + 1];
            }

            if (i < weights.Length) even += Pixel(ref Unsafe.Add(ref pixel, 3 * i)) * weights[i];
            var sum = (even + odd) >> TriangleFilter.FractionBits;
            (target[3 * x], target[3 * x + 1], target[3 * x + 2]) = ((byte)sum[0], (byte)sum[1], (byte)sum[2]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Pixel(ref byte first) =>
        Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<uint>(ref first)).AsByte())).AsInt32();

    private static byte[] AlongColumns(ReadOnlySpan<byte> rgb, int stride, TriangleFilter filter)
    {
        var target = new byte[stride * filter.First.Length];
        for (var y = 0; y < filter.First.Length; y++)
        {
            var weights = filter.Weights.AsSpan(y * filter.Taps, filter.Counts[y]);
            var source = rgb[(stride * filter.First[y])..];
            var row = target.AsSpan(stride * y, stride);
            var x = 0;
            for (; x + Vector128<byte>.Count <= stride; x += Vector128<byte>.Count) Columns(source[x..], stride, weights, row[x..]);
            for (; x < stride; x++)
            {
                var sum = Half;
                for (var i = 0; i < weights.Length; i++) sum += source[x + i * stride] * weights[i];
                row[x] = (byte)(sum >> TriangleFilter.FractionBits);
            }
        }

        return target;
    }

    private static void Columns(ReadOnlySpan<byte> source, int stride, ReadOnlySpan<int> weights, Span<byte> target)
    {
        var (low, high) = (Vector256.Create(Half), Vector256.Create(Half));
        for (var i = 0; i < weights.Length; i++)
        {
            var (lower, upper) = Vector128.Widen(Vector128.Create(source.Slice(i * stride, Vector128<byte>.Count)));
            low += Wide(lower) * weights[i];
            high += Wide(upper) * weights[i];
        }

        var (a, b) = (low >> TriangleFilter.FractionBits, high >> TriangleFilter.FractionBits);
        Vector128.Narrow(Vector128.Narrow(a.GetLower(), a.GetUpper()).AsUInt16(), Vector128.Narrow(b.GetLower(), b.GetUpper()).AsUInt16()).CopyTo(target);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Wide(Vector128<ushort> values) => Vector256.Create(Vector128.WidenLower(values), Vector128.WidenUpper(values)).AsInt32();
}
