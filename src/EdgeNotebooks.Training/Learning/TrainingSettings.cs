namespace EdgeNotebooks.Training.Learning;

/// <summary>
/// Everything that decides what a training learns, besides architecture and data set. Pictures are drawn anew for each step and
/// none comes twice: epoch e uses items e * PicturesPerEpoch and following of the training stream.
/// </summary>
/// <param name="Seed">Seed of the initial weights and of the pictures.</param>
/// <param name="Epochs">Number of epochs, at least 1.</param>
/// <param name="PicturesPerEpoch">Pictures per epoch; an incomplete last batch is left out.</param>
/// <param name="BatchSize">Pictures per step.</param>
/// <param name="PeakLearningRate">AdamW's learning rate after the warm-up; it then falls to 0 along half a cosine.</param>
/// <param name="WeightDecay">AdamW's decoupled decay (arXiv 1711.05101).</param>
/// <param name="WarmupShare">Share of all steps in which the rate rises linearly from 0, 0..1.</param>
internal sealed record TrainingSettings(
    ulong Seed, int Epochs, int PicturesPerEpoch, int BatchSize, double PeakLearningRate, double WeightDecay = 0.05, double WarmupShare = 0.05)
{
    public int StepsPerEpoch => PicturesPerEpoch / BatchSize;

    public int Steps => Epochs * StepsPerEpoch;

    /// <summary>Learning rate of step 0 .. Steps-1.</summary>
    public double RateAt(int step)
    {
        var warmup = WarmupShare * Steps;
        var cosine = 0.5 * (1 + Math.Cos(Math.PI * step / Steps));
        return PeakLearningRate * cosine * Math.Min(1, (step + 1) / (warmup + 1));
    }
}
