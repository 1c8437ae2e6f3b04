using System.Runtime.InteropServices;
using System.Text.Json;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Cost;
using EdgeNotebooks.Onnx.Shapes;
using EdgeNotebooks.Subjects.Architectures;
using EdgeNotebooks.Subjects.Weights;

namespace EdgeNotebooks.Tests.Subjects.Architectures;

/// <summary>
/// torchvision's own networks as the reference: random weights move from them into our graphs, and both answer alike. Their batch
/// normalisations have seen random pictures, so that folding them is part of what is tested.
/// </summary>
public class TorchvisionTests
{
    private static readonly ResidualArchitecture s_resnet = ResidualArchitecture.ResNet with { Stages = Short(ResidualArchitecture.ResNet) };
    private static readonly ResidualArchitecture s_resnext = ResidualArchitecture.ResNext with { Stages = Short(ResidualArchitecture.ResNext) };
    private static readonly ResidualArchitecture s_fcn = ResidualArchitecture.Fcn with { Stages = Short(ResidualArchitecture.Fcn) };

    /// <summary>Every width, stride, group and dilation of the originals, with two blocks in each stage.</summary>
    [Fact]
    public void ShortNetworks_AnswerAsTorchvisions()
    {
        Compare("ResNet(Bottleneck, [2, 2, 2, 2], width_per_group=128)", s_resnet);
        Compare("ResNet(Bottleneck, [2, 2, 2, 2], groups=64, width_per_group=4)", s_resnext);
        Compare("fcn([2, 2, 2, 2])", s_fcn);
    }

    [Fact]
    public void TheOriginals_AnswerAsTorchvisions()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("EDGENB_TEST_LONG") is null, "moves a gigabyte of weights; tests/run --long runs it");
        Compare("torchvision.models.wide_resnet101_2(weights=None)", ResidualArchitecture.ResNet);
        Compare("ResNet(Bottleneck, [3, 4, 23, 3], groups=64, width_per_group=4)", ResidualArchitecture.ResNext);
        Compare("torchvision.models.segmentation.fcn_resnet101(weights=None, weights_backbone=None, aux_loss=False)", ResidualArchitecture.Fcn);
    }

    /// <summary>The comparison sees a wrong graph: with the stride in another stage the same weights fit, and the answer is another.</summary>
    [Fact]
    public void AnotherStride_IsNoticed()
    {
        var moved = s_resnet with { Stages = [s_resnet.Stages[0], s_resnet.Stages[1] with { Stride = 1 }, s_resnet.Stages[2], s_resnet.Stages[3]] };
        Assert.True(Difference(Moved("ResNet(Bottleneck, [2, 2, 2, 2], width_per_group=128)"), moved) > 1e-2);
    }

    private static void Compare(string network, ResidualArchitecture architecture)
    {
        var reference = Moved(network);
        var difference = Difference(reference, architecture);
        Assert.True(difference < 1e-4, $"{network}: outputs differ by {difference} of the largest");
        var model = ResidualNetwork.Build(architecture, reference.Weights);
        var input = new Dictionary<string, TensorShape> { ["input"] = new([.. reference.Shape.Select(length => (Dim)length)]) };
        var cost = GraphCost.Of(model, ShapeInference.Infer(model, input));
        // Of the two numbers that a normalisation learns for each channel, folding leaves the bias.
        Assert.Equal((reference.Parameters, reference.Macs), (cost.Parameters, cost.Macs!.Value));
    }

    /// <summary>Largest difference over the largest output.</summary>
    private static double Difference(Reference reference, ResidualArchitecture architecture)
    {
        using var session = Session.Open(ResidualNetwork.Build(architecture, reference.Weights), new SessionSettings { Threads = 2 });
        var ours = session.Run(reference.Input, reference.Shape);
        Assert.Equal(reference.Output.Length, ours.Length);
        return ours.Zip(reference.Output, (a, b) => Math.Abs((double)a - b)).Max() / reference.Output.Max(Math.Abs);
    }

    /// <summary>A torchvision network's state, an input and its output, and what it costs as PyTorch's own layers count it.</summary>
    private static Reference Moved(string network)
    {
        using var folder = new TempFolder();
        var told = Python.Run(folder.Path, ["torch", "torchvision"], $$"""
            import json, torch, torchvision
            from torch import nn
            from torchvision.models.resnet import ResNet, Bottleneck
            from torchvision.models._utils import IntermediateLayerGetter
            from torchvision.models.segmentation.fcn import FCN, FCNHead
            torch.manual_seed(1)
            def fcn(layers):
                backbone = ResNet(Bottleneck, layers, replace_stride_with_dilation=[False, True, True])
                return FCN(IntermediateLayerGetter(backbone, {'layer4': 'out'}), FCNHead(2048, 21), None)
            model = {{network}}
            for module in model.modules():
                if isinstance(module, nn.BatchNorm2d):
                    nn.init.uniform_(module.weight, 0.5, 1.5); nn.init.uniform_(module.bias, -0.5, 0.5); module.momentum = None
                if isinstance(module, nn.Dropout): module.p = 0
            dense = any('classifier' in name for name, _ in model.named_parameters())
            shape = (1, 3, 56, 72) if dense else (1, 3, 224, 224)
            model.train()
            with torch.no_grad(): model(torch.randn(4, *shape[1:]) if dense else torch.randn(4, 3, 64, 64))
            model.eval()
            macs = 0
            def count(layer, given, made):
                global macs
                macs += made.numel() * layer.weight[0].numel()
            for module in model.modules():
                if isinstance(module, (nn.Conv2d, nn.Linear)): module.register_forward_hook(count)
            picture = torch.randn(*shape)
            with torch.no_grad(): answer = model(picture)
            answer = answer['out'] if dense else answer
            names = []
            with open('state', 'wb') as file:
                for name, tensor in model.state_dict().items():
                    if tensor.dtype != torch.float32: continue
                    names.append([name.replace('backbone.', ''), tensor.numel()])
                    file.write(tensor.contiguous().numpy().tobytes())
            open('input', 'wb').write(picture.numpy().tobytes())
            open('output', 'wb').write(answer.contiguous().numpy().tobytes())
            norms = sum(module.num_features for module in model.modules() if isinstance(module, nn.BatchNorm2d))
            print(json.dumps({'Names': [name for name, _ in names], 'Counts': [count for _, count in names], 'Shape': shape,
                'Parameters': sum(p.numel() for p in model.parameters()) - norms, 'Macs': macs}))
            """);
        var facts = JsonSerializer.Deserialize<Facts>(told)!;
        var state = new Dictionary<string, float[]>();
        using (var stream = File.OpenRead(folder["state"]))
        {
            foreach (var (name, count) in facts.Names.Zip(facts.Counts))
            {
                var values = state[name] = new float[count];
                stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
            }
        }

        return new(new FoldedWeights(state), Floats(folder["input"]), facts.Shape, Floats(folder["output"]), facts.Parameters, facts.Macs);
    }

    private static float[] Floats(string file) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(file)).ToArray();

    private static ResidualStage[] Short(ResidualArchitecture architecture) => [.. architecture.Stages.Select(stage => stage with { Blocks = 2 })];

    private sealed record Reference(FoldedWeights Weights, float[] Input, long[] Shape, float[] Output, long Parameters, long Macs);

    private sealed record Facts(string[] Names, int[] Counts, long[] Shape, long Parameters, long Macs);
}
