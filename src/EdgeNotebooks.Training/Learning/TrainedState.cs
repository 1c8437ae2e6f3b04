using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace EdgeNotebooks.Training.Learning;

/// <summary>Takes the numbers out of a trained network.</summary>
internal static class TrainedState
{
    /// <summary>Every float tensor of the state dictionary by name, copied.</summary>
    public static IReadOnlyDictionary<string, float[]> Of(Module<Tensor, Tensor> network) =>
        network.state_dict().Where(entry => entry.Value.dtype == ScalarType.Float32)
            .ToDictionary(entry => entry.Key, entry => entry.Value.contiguous().data<float>().ToArray());
}
