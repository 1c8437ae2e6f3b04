using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;

namespace EdgeNotebooks.Operators.Verification;

/// <summary>On what a transform is checked.</summary>
public sealed record ProofSettings
{
    /// <summary>Inputs by name; drawn from <see cref="Seed"/> where none is given.</summary>
    public IReadOnlyDictionary<string, Tensor> Inputs { get; init; } = new Dictionary<string, Tensor>();

    /// <summary>Shapes of drawn inputs. An open first axis is 1, any other open axis 64 unless it is given here.</summary>
    public IReadOnlyDictionary<string, TensorShape> InputShapes { get; init; } = new Dictionary<string, TensorShape>();

    /// <summary>Seed of drawn inputs; default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Largest difference of float models with optimisations on, relative to the largest reference value; default 1e-5.</summary>
    public double Tolerance { get; init; } = 1e-5;
}
