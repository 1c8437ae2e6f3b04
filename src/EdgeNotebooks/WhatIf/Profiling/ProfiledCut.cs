using System.Text.Json.Serialization;
using EdgeNotebooks.Transport.Messages;

namespace EdgeNotebooks.WhatIf.Profiling;

/// <summary>A valid cut of a profiled model.</summary>
/// <param name="Tensors">The tensors that cross.</param>
/// <param name="Bytes">Their bytes in memory.</param>
/// <param name="Position">Share of the model's compute before it, 0..1, by the runtime's profiler.</param>
/// <param name="WeightShare">Share of the weights' bytes before it, 0..1; opening a session follows it.</param>
/// <param name="BinaryBytes">A message with the tensors, binary encoding, headers of HTTP not counted.</param>
/// <param name="PaperBytes">The same in base64 and JSON.</param>
/// <param name="PassesInput">Whether an input of the model is among the tensors.</param>
/// <param name="Before">The nodes before the cut that work on data, a bit each, in hexadecimal: which cuts follow which.</param>
public sealed record ProfiledCut(IReadOnlyList<string> Tensors, long Bytes, double Position, double WeightShare, long BinaryBytes, long PaperBytes,
    bool PassesInput, string Before)
{
    /// <summary>The tensors, joined by <c>+</c>.</summary>
    [JsonIgnore]
    public string Label => string.Join('+', Tensors);

    internal long MessageBytes(WireEncoding encoding) => encoding == WireEncoding.Paper ? PaperBytes : BinaryBytes;
}
