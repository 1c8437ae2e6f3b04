using System.Globalization;
using System.Text.RegularExpressions;

namespace EdgeNotebooks.Subjects.Architectures.Naming;

/// <summary>
/// Layer names of Caffe's residual networks, which the study's <c>duc</c> has: stages count from 2 and blocks from 1, a tensor is named
/// after its layer (<c>conv5_1_3x3/relu</c>, <c>conv5_1_1x1_proj/bn</c>), and the sum of a block is the block (<c>conv5_1</c>).
/// </summary>
internal sealed partial class CaffeLayers : IGraphNames
{
    public LayerName Convolution(string module, bool isFolded = true)
    {
        var layer = Layer(module);
        return new(layer, isFolded ? $"{layer}/bn" : layer, $"{layer}_weight", $"{layer}_bias");
    }

    public NodeName Node(string operation, string scope)
    {
        var name = operation switch
        {
            "MaxPool" => "pool1_3x3_s2",
            "Relu" when scope.EndsWith("/relu_2", StringComparison.Ordinal) => $"{Block(scope)}/relu",
            "Relu" => $"{Layer(scope)}/relu",
            _ => Block(scope),
        };
        return new(name, name);
    }

    private static string Layer(string module)
    {
        if (StemLayer().Match(module) is { Success: true } stem) return stem.Groups[1].Value is "1" ? "conv1_1_3x3_s2" : $"conv1_{stem.Groups[1].Value}_3x3";
        if (Branch().Match(module) is not { Success: true } branch) return module;
        return $"{Block(module)}_" + branch.Groups[1].Value switch
        {
            "conv1" or "relu" => "1x1_reduce",
            "conv2" or "relu_1" => "3x3",
            "conv3" => "1x1_increase",
            _ => "1x1_proj",
        };
    }

    /// <summary><c>layer4.0</c> is <c>conv5_1</c>.</summary>
    private static string Block(string module) => BlockNumbers().Match(module) is { Success: true } found
        ? string.Create(CultureInfo.InvariantCulture, $"conv{Number(found, 1) + 1}_{Number(found, 2) + 1}")
        : module;

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"layer(\d+)\.(\d+)")]
    private static partial Regex BlockNumbers();

    [GeneratedRegex(@"layer\d+\.\d+[./](conv\d|relu(?:_1)?|downsample)")]
    private static partial Regex Branch();

    [GeneratedRegex(@"^/?(?:conv|relu)1_(\d)$")]
    private static partial Regex StemLayer();
}
