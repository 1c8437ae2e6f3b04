using EdgeNotebooks.Onnx;

namespace EdgeNotebooks.Transport.Messages;

/// <summary>Names of element types in the Open Inference Protocol (version 2, "Tensor Data Types") and what they are in ONNX.</summary>
internal static class WireType
{
    /// <summary>Byte strings of any length each: text, or encoded pictures.</summary>
    public const string Bytes = "BYTES";

    private static readonly Dictionary<string, ElementType> s_types = new(StringComparer.Ordinal)
    {
        ["BOOL"] = ElementType.Bool,
        ["UINT8"] = ElementType.UInt8,
        ["UINT16"] = ElementType.UInt16,
        ["UINT32"] = ElementType.UInt32,
        ["UINT64"] = ElementType.UInt64,
        ["INT8"] = ElementType.Int8,
        ["INT16"] = ElementType.Int16,
        ["INT32"] = ElementType.Int32,
        ["INT64"] = ElementType.Int64,
        ["FP16"] = ElementType.Float16,
        ["FP32"] = ElementType.Float32,
        ["FP64"] = ElementType.Float64,
        ["BF16"] = ElementType.BFloat16,
    };

    private static readonly Dictionary<ElementType, string> s_names = s_types.ToDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>The protocol's name of an element type.</summary>
    /// <exception cref="InvalidMessageException">The protocol has none.</exception>
    public static string NameOf(ElementType type) => s_names.TryGetValue(type, out var name)
        ? name
        : throw new InvalidMessageException($"element type {type.Label()} has no name in the Open Inference Protocol");

    /// <summary>The element type of a name; null for BYTES.</summary>
    /// <exception cref="InvalidMessageException">The name is not one of the protocol's.</exception>
    public static ElementType? TypeOf(string name) => name == Bytes ? null
        : s_types.TryGetValue(name, out var type) ? type
        : throw new InvalidMessageException($"datatype '{Short(name)}' is unknown; there are {string.Join(", ", s_types.Keys)} and {Bytes}");

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "...";
}
