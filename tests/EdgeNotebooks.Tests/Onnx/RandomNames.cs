using EdgeNotebooks.Onnx;

namespace EdgeNotebooks.Tests.Onnx;

/// <summary>A model in which every name is replaced by a random string.</summary>
internal static class RandomNames
{
    /// <summary>The renamed model, and what became of each name.</summary>
    public static (OnnxModel Model, Func<string, string> Name) For(OnnxModel model)
    {
        var random = new Random(1);
        var names = new Dictionary<string, string>();
        string Name(string old) => old.Length == 0 ? old : names.TryGetValue(old, out var name) ? name : names[old] = $"n{random.NextInt64():x}";
        var proto = model.Proto.Clone();
        foreach (var node in proto.Graph.Node)
        {
            node.Name = Name(node.Name + "#");
            for (var i = 0; i < node.Input.Count; i++) node.Input[i] = Name(node.Input[i]);
            for (var i = 0; i < node.Output.Count; i++) node.Output[i] = Name(node.Output[i]);
        }

        foreach (var initializer in proto.Graph.Initializer) initializer.Name = Name(initializer.Name);
        foreach (var info in proto.Graph.Input.Concat(proto.Graph.Output)) info.Name = Name(info.Name);
        return (new OnnxModel(proto, model.Payloads, "renamed"), Name);
    }
}
