using EdgeNotebooks.Inference;
using EdgeNotebooks.Training.Learning;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Tensor = TorchSharp.torch.Tensor;

namespace EdgeNotebooks.Training.Export;

/// <summary>Compares an exported model with the network that it came from.</summary>
internal static class ExportCheck
{
    /// <summary>Float32 sums of a few thousand terms in another order differ by about 1e-6; a wrong layer differs by more than 0.1.</summary>
    public const double Tolerance = 1e-4;

    private const int Pictures = 32;

    /// <summary>Largest absolute difference over 32 validation pictures, divided by the largest output.</summary>
    /// <exception cref="InvalidOperationException">It exceeds <see cref="Tolerance"/>.</exception>
    public static double Difference(Module<Tensor, Tensor> network, ILearningTask task, ulong seed, string modelPath)
    {
        using var mode = inference_mode();
        var batch = task.Draw(seed + 1, 0, Pictures);
        var expected = network.call(batch.Input).contiguous().data<float>().ToArray();
        using var session = Session.Open(modelPath);
        var actual = session.Run(batch.Input.data<float>().ToArray(), batch.Input.shape);
        var difference = expected.Zip(actual, (a, b) => Math.Abs((double)a - b)).Max() / expected.Max(Math.Abs);
        return difference <= Tolerance
            ? difference
            : throw new InvalidOperationException(FormattableString.Invariant(
                $"the exported model differs from the trained network by {difference:0.0e0} of the largest output; at most {Tolerance:0.0e0} is rounding"));
    }
}
