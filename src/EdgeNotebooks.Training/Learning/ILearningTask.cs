using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace EdgeNotebooks.Training.Learning;

/// <summary>What is learnt: a network, its pictures, its loss and its score.</summary>
internal interface ILearningTask
{
    /// <summary>A network with initial weights from torch's current generator.</summary>
    Module<Tensor, Tensor> CreateNetwork();

    /// <summary>Items <paramref name="first"/> .. <paramref name="first"/> + <paramref name="count"/> - 1 of the training stream with that seed.</summary>
    Batch Draw(ulong seed, int first, int count);

    /// <summary>The mean loss of a batch, a scalar.</summary>
    Tensor Loss(Tensor output, Tensor target);

    /// <summary>Share of right answers (pictures or pixels) in a batch, in percent.</summary>
    double ScorePercent(Tensor output, Tensor target);
}
