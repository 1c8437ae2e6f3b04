using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace EdgeNotebooks.Transport.Messages;

/// <summary>What was done to the tensors between two parts before they crossed.</summary>
/// <param name="Tier">The tier that sent them.</param>
/// <param name="Bytes">What they take as they are.</param>
/// <param name="PackedBytes">What crossed of them, before the encoding of the wire.</param>
/// <param name="RelativeError">The largest error of a value over the largest magnitude of its tensor; 0 without loss.</param>
public sealed record SeamReport(string Tier, long Bytes, long PackedBytes, double RelativeError)
{
    /// <summary>The HTTP header that carries reports back to the caller, first part to last.</summary>
    internal const string Header = "Edgenb-Seam";

    /// <summary>Compares tensors with what was made of them.</summary>
    internal static SeamReport Of(string tier, IReadOnlyList<WireTensor> tensors, IReadOnlyList<WireTensor> packed) => new(tier,
        tensors.Sum(tensor => (long)tensor.Content.Length), packed.Sum(tensor => (long)tensor.Content.Length), tensors.Zip(packed, ErrorOf).DefaultIfEmpty(0).Max());

    internal static string Write(IEnumerable<SeamReport> reports) => string.Join(", ", reports.Select(report =>
        string.Create(CultureInfo.InvariantCulture, $"{report.Tier};bytes={report.Bytes};packed={report.PackedBytes};error={report.RelativeError:R}")));

    /// <summary>The reports of a header; what is none is passed over.</summary>
    internal static IReadOnlyList<SeamReport> Read(string? value)
    {
        var reports = new List<SeamReport>();
        foreach (var entry in (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (entry.Split(';') is not [var tier, var bytes, var packed, var error]) continue;
            if (!bytes.StartsWith("bytes=", StringComparison.Ordinal) || !packed.StartsWith("packed=", StringComparison.Ordinal) || !error.StartsWith("error=", StringComparison.Ordinal)) continue;
            if (long.TryParse(bytes.AsSpan(6), CultureInfo.InvariantCulture, out var whole) && long.TryParse(packed.AsSpan(7), CultureInfo.InvariantCulture, out var crossed)
                && double.TryParse(error.AsSpan(6), CultureInfo.InvariantCulture, out var relative)) reports.Add(new(tier, whole, crossed, relative));
        }

        return reports;
    }

    private static double ErrorOf(WireTensor tensor, WireTensor packed)
    {
        if (!SeamPacking.IsLossy(packed)) return 0;
        var values = MemoryMarshal.Cast<byte, float>(tensor.Content.Span);
        var unpacked = MemoryMarshal.Cast<byte, float>(SeamPacking.Unpack(packed).Content.Span);
        var largest = Math.Abs(TensorPrimitives.MaxMagnitude(values));
        if (largest == 0) return 0;
        var difference = new float[values.Length];
        TensorPrimitives.Subtract(values, unpacked, difference);
        return Math.Abs(TensorPrimitives.MaxMagnitude<float>(difference)) / largest;
    }
}
