namespace EdgeNotebooks.Subjects.Architectures.Naming;

/// <summary>torch.onnx from PyTorch 1.13 on: module path, operator, <c>_output_0</c>. The study's <c>resnet</c> and <c>resnext</c>, and the small subjects.</summary>
internal sealed class TorchScopes : IGraphNames
{
    public LayerName Convolution(string module, bool isFolded = true)
    {
        var node = $"{ScopeOf(module)}/Conv";
        return new(node, $"{node}_output_0", $"{module}.weight", $"{module}.bias");
    }

    public NodeName Node(string operation, string scope)
    {
        var node = $"{scope}/{operation}";
        return new(node, $"{node}_output_0");
    }

    /// <summary>The scope of a module as torch.onnx writes it: <c>layer1.0.conv1</c> is <c>/layer1/layer1.0/conv1</c>.</summary>
    public static string ScopeOf(string module)
    {
        var scope = "";
        var path = "";
        foreach (var part in module.Split('.'))
        {
            path = char.IsAsciiDigit(part[0]) ? $"{path}.{part}" : part;
            scope += $"/{path}";
        }

        return scope;
    }
}
