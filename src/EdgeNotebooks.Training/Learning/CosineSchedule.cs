using EdgeNotebooks.Subjects.Cards;

namespace EdgeNotebooks.Training.Learning;

/// <summary>The learning rate over time: half a cosine, damped during the warm-up (arXiv 1608.03983 without restarts), and a linear cooldown where one is set.</summary>
internal static class CosineSchedule
{
    /// <summary>Learning rate of step 0 .. Steps-1.</summary>
    public static double RateAt(TrainingSettings settings, int step)
    {
        var start = (settings.Epochs - settings.CooldownEpochs) * settings.StepsPerEpoch;
        if (settings.CooldownEpochs == 0 || step < start) return Cosine(settings, step);
        return Cosine(settings, start) * (settings.Steps - step) / (settings.Steps - start);
    }

    private static double Cosine(TrainingSettings settings, int step)
    {
        var span = (settings.CosineEpochs ?? settings.Epochs) * settings.StepsPerEpoch;
        var warmup = settings.WarmupShare * span;
        var cosine = 0.5 * (1 + Math.Cos(Math.PI * step / span));
        return settings.PeakLearningRate * cosine * Math.Min(1, (step + 1) / (warmup + 1));
    }
}
