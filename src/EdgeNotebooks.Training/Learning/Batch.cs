using static TorchSharp.torch;

namespace EdgeNotebooks.Training.Learning;

/// <summary>Network input, float32 [N, 3, H, W], and what the output is compared with.</summary>
internal readonly record struct Batch(Tensor Input, Tensor Target);
