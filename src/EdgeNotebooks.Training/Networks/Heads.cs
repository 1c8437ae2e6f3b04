using EdgeNotebooks.Subjects.Architectures;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace EdgeNotebooks.Training.Networks;

/// <summary>The layers after the last stage; what they are is told by <see cref="NetworkHead"/>.</summary>
internal interface IHead
{
    /// <summary>Layers with parameters, under the names of the state dictionary.</summary>
    IReadOnlyList<(string Name, Module<Tensor, Tensor> Module)> Modules { get; }

    /// <summary>The network's output. While training, logits; otherwise what the exported model gives.</summary>
    Tensor Forward(Tensor features, Tensor input, bool training);
}

/// <summary>Logits per picture.</summary>
internal sealed class ClassifierLayers(ResidualArchitecture architecture) : IHead
{
    private readonly Module<Tensor, Tensor> _linear = Linear(architecture.Features, architecture.Classes);

    public IReadOnlyList<(string Name, Module<Tensor, Tensor> Module)> Modules => [("fc", _linear)];

    public Tensor Forward(Tensor features, Tensor input, bool training) => _linear.call(features.mean([2, 3]));
}

/// <summary>Logits per pixel of the input.</summary>
internal sealed class FcnHeadLayers(ResidualArchitecture architecture) : IHead
{
    private readonly Module<Tensor, Tensor> _layers = Sequential(
        ("0", Conv2d(architecture.Features, architecture.Features / 4, 3, padding: 1, bias: false)), ("1", BatchNorm2d(architecture.Features / 4)),
        ("2", ReLU()), ("4", Conv2d(architecture.Features / 4, architecture.Classes, 1)));

    public IReadOnlyList<(string Name, Module<Tensor, Tensor> Module)> Modules => [("classifier", _layers)];

    public Tensor Forward(Tensor features, Tensor input, bool training) =>
        functional.interpolate(_layers.call(features), [input.shape[2], input.shape[3]], mode: InterpolationMode.Bilinear, align_corners: false);
}

/// <summary>Classes of sub-pixels: [N, classes, 16 * cells].</summary>
internal sealed class DucHeadLayers(ResidualArchitecture architecture) : IHead
{
    private readonly Module<Tensor, Tensor>[] _branches =
    [
        .. architecture.HeadDilations.Select(dilation => Conv2d(
            architecture.Features, architecture.Classes * DucHead.SubPixels, 3, padding: dilation, dilation: dilation)),
    ];

    public IReadOnlyList<(string Name, Module<Tensor, Tensor> Module)> Modules => [.. _branches.Select((branch, i) => ($"duc{i}", branch))];

    public Tensor Forward(Tensor features, Tensor input, bool training)
    {
        var sum = _branches.Select(branch => branch.call(features)).Aggregate((one, other) => one + other);
        var logits = sum.reshape([features.shape[0], architecture.Classes, -1]);
        return training ? logits : logits.softmax(1);
    }
}
