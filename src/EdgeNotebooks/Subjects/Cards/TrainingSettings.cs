namespace EdgeNotebooks.Subjects.Cards;

/// <summary>
/// Everything that decides what a training learns, besides architecture and data set. Pictures are drawn anew for each step and
/// none comes twice: epoch e uses items e * PicturesPerEpoch and following of the training stream. The optimizer is AdamW
/// (arXiv 1711.05101); its rate rises linearly, then falls to 0 along half a cosine, whose end a linear
/// cooldown may take the place of.
/// </summary>
/// <param name="Seed">Seed of the initial weights and of the pictures.</param>
/// <param name="Epochs">Number of epochs, at least 1.</param>
/// <param name="PicturesPerEpoch">Pictures per epoch; an incomplete last batch is left out.</param>
/// <param name="BatchSize">Pictures per step.</param>
/// <param name="PeakLearningRate">The learning rate that the schedule scales.</param>
/// <param name="WeightDecay">Decoupled decay per unit of learning rate.</param>
/// <param name="WarmupShare">Share of the cosine's steps in which the rate rises, 0..1.</param>
/// <param name="CosineEpochs">Epochs that the cosine spans; null for all of them.</param>
/// <param name="CooldownEpochs">Last epochs, in which the rate falls in a straight line to 0 from where the cosine then is; 0 for none.</param>
public sealed record TrainingSettings(
    ulong Seed, int Epochs, int PicturesPerEpoch, int BatchSize, double PeakLearningRate, double WeightDecay = 0.05, double WarmupShare = 0.05,
    int? CosineEpochs = null, int CooldownEpochs = 0)
{
    /// <summary>Steps of one epoch.</summary>
    public int StepsPerEpoch => PicturesPerEpoch / BatchSize;

    /// <summary>Steps of the whole training.</summary>
    public int Steps => Epochs * StepsPerEpoch;
}
