using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace EdgeNotebooks.Inference;

/// <summary>Instructions of a processor that multiply and add 8-bit integers in one step.</summary>
/// <param name="Names">Those that it has, such as <c>AVX512-VNNI</c>.</param>
/// <param name="IsX64">Whether it is an x64 processor; without such instructions its sums of two products overflow 16 bits.</param>
public sealed record Int8Instructions(IReadOnlyList<string> Names, bool IsX64)
{
    /// <summary>Those of the processor that this runs on.</summary>
    public static Int8Instructions Here { get; } = new([.. Found()], X86Base.IsSupported);

    /// <summary>Whether there is any.</summary>
    public bool Any => Names.Count > 0;

    /// <summary>Whether sums of unsigned times signed products can overflow, so that results differ from other processors'.</summary>
    public bool Saturates => IsX64 && !Any;

    /// <summary>What to know before quantizing for this processor, with the ways out; null where there is nothing to fear.</summary>
    public string? Warning => Saturates
        ? "this processor has no VNNI: sums of two 8-bit products may overflow 16 bits and cost accuracy; --reduce-range (ReduceRange in C#) keeps weights to 7 bits, and SessionSettings.PreciseInt8 keeps sums exact but is slower"
        : null;

    /// <summary>
    /// One word for them, such as <c>AVX512-VNNI</c>, or <c>none</c>. Integer kernels differ by it, and with it a quantized model's answers: it
    /// is part of the key of whatever is kept for later.
    /// </summary>
    public string Key => Any ? string.Join('+', Names) : "none";

    /// <inheritdoc/>
    public override string ToString() => Any ? string.Join(", ", Names)
        : Saturates ? "none (sums of two products may overflow 16 bits: quantize with a reduced range)" : "none";

    private static IEnumerable<string> Found()
    {
        if (Dp.IsSupported) yield return "DOTPROD";
        if (!X86Base.IsSupported || X86Base.CpuId(0, 0).Eax < 7) yield break;
        // Intel's manual, volume 2, CPUID leaf 7; AMD numbers them the same.
        var (leaves, _, c, d) = X86Base.CpuId(7, 0);
        if ((c & 1 << 11) != 0) yield return "AVX512-VNNI";
        if ((d & 1 << 25) != 0) yield return "AMX-INT8";
        if (leaves < 1) yield break;
        var (a, _, _, further) = X86Base.CpuId(7, 1);
        if ((a & 1 << 4) != 0) yield return "AVX-VNNI";
        if ((further & 1 << 4) != 0) yield return "AVX-VNNI-INT8";
    }
}
