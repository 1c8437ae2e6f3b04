using EdgeNotebooks.Subjects.Architectures;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace EdgeNotebooks.Training.Networks;

/// <summary>A residual network as TorchSharp trains it; parameter names as in torchvision.</summary>
internal sealed class ResidualModule : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> _stem;
    private readonly Module<Tensor, Tensor> _stemNorm;
    private readonly List<Module<Tensor, Tensor>> _stages = [];
    private readonly IHead _head;

    public ResidualModule(ResidualArchitecture architecture)
        : base(architecture.Subject)
    {
        register_module("conv1", _stem = Conv2d(
            3, architecture.StemChannels, architecture.StemKernel, stride: 2, padding: architecture.StemKernel / 2, bias: false));
        register_module("bn1", _stemNorm = BatchNorm2d(architecture.StemChannels));
        foreach (var stage in architecture.Blocks().GroupBy(block => block.Stage))
        {
            _stages.Add(Sequential(stage.Select(block => ($"{block.Index}", (Module<Tensor, Tensor>)new BottleneckModule(block)))));
            register_module($"layer{stage.Key}", _stages[^1]);
        }

        _head = architecture.Head switch
        {
            NetworkHead.Fcn => new FcnHeadLayers(architecture),
            NetworkHead.Duc => new DucHeadLayers(architecture),
            _ => new ClassifierLayers(architecture),
        };
        foreach (var (name, module) in _head.Modules) register_module(name, module);
        foreach (var (name, parameter) in named_parameters()) Initialise(name, parameter);
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var features = functional.relu(_stemNorm.call(_stem.call(input)), inplace: true);
        features = functional.max_pool2d(features, [3, 3], strides: [2, 2], padding: [1, 1]);
        features = _stages.Aggregate(features, (tensor, stage) => stage.call(tensor));
        return _head.Forward(features, input, training).MoveToOuterDisposeScope();
    }

    /// <summary>Variance-preserving convolutions; every block begins as the identity (its last scale is zero), as in arXiv 1706.02677.</summary>
    private static void Initialise(string name, Tensor parameter)
    {
        if (parameter.dim() == 4) init.kaiming_normal_(parameter, mode: init.FanInOut.FanOut, nonlinearity: init.NonlinearityType.ReLU);
        else if (name.EndsWith("bn3.weight", StringComparison.Ordinal)) init.zeros_(parameter);
    }
}
