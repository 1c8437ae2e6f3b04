using EdgeNotebooks.Onnx.Schema;

namespace EdgeNotebooks.Operators.Quantization.Planning;

/// <summary>How a node is called: by its name, or by its first output where it has none.</summary>
internal static class NodeNames
{
    public static string Of(NodeProto node) => node.Name.Length > 0 ? node.Name : node.Output.FirstOrDefault(output => output.Length > 0) ?? "";
}
