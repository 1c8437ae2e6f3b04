using EdgeNotebooks.Subjects.Architectures;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace EdgeNotebooks.Training.Networks;

/// <summary>A bottleneck block with batch normalisation; parameter names as in torchvision.</summary>
internal sealed class BottleneckModule : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> _branch1;
    private readonly Module<Tensor, Tensor> _norm1;
    private readonly Module<Tensor, Tensor> _branch2;
    private readonly Module<Tensor, Tensor> _norm2;
    private readonly Module<Tensor, Tensor> _branch3;
    private readonly Module<Tensor, Tensor> _norm3;
    private readonly Module<Tensor, Tensor>? _downsample;

    public BottleneckModule(ResidualBlock block)
        : base(block.Name)
    {
        register_module("conv1", _branch1 = Conv2d(block.Inputs, block.Width, 1, bias: false));
        register_module("bn1", _norm1 = BatchNorm2d(block.Width));
        register_module("conv2", _branch2 = Conv2d(
            block.Width, block.Width, 3, stride: block.Stride, padding: block.Dilation, dilation: block.Dilation, groups: block.Groups,
            bias: false));
        register_module("bn2", _norm2 = BatchNorm2d(block.Width));
        register_module("conv3", _branch3 = Conv2d(block.Width, block.Outputs, 1, bias: false));
        register_module("bn3", _norm3 = BatchNorm2d(block.Outputs));
        if (!block.HasDownsample) return;
        register_module("downsample", _downsample = Sequential(
            ("0", Conv2d(block.Inputs, block.Outputs, 1, stride: block.Stride, bias: false)), ("1", BatchNorm2d(block.Outputs))));
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var inner = functional.relu(_norm1.call(_branch1.call(input)), inplace: true);
        inner = functional.relu(_norm2.call(_branch2.call(inner)), inplace: true);
        var sum = _norm3.call(_branch3.call(inner)).add_(_downsample is null ? input : _downsample.call(input));
        return functional.relu(sum, inplace: true).MoveToOuterDisposeScope();
    }
}
