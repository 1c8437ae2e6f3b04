namespace EdgeNotebooks.Onnx;

/// <summary>Names of operator sets.</summary>
internal static class Domains
{
    /// <summary>The standard operators, written in one of two ways.</summary>
    public static bool IsStandard(string domain) => domain is "" or "ai.onnx";

    public static bool Same(string a, string b) => a == b || (IsStandard(a) && IsStandard(b));
}
