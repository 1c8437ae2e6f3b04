using EdgeNotebooks.Subjects.Cards;

namespace EdgeNotebooks.Training.Learning;

/// <summary>The learning rate over time: half a cosine, damped during the warm-up (arXiv 1608.03983 without restarts).</summary>
internal static class CosineSchedule
{
    /// <summary>Learning rate of step 0 .. Steps-1.</summary>
    public static double RateAt(TrainingSettings settings, int step)
    {
        var warmup = settings.WarmupShare * settings.Steps;
        var cosine = 0.5 * (1 + Math.Cos(Math.PI * step / settings.Steps));
        return settings.PeakLearningRate * cosine * Math.Min(1, (step + 1) / (warmup + 1));
    }
}
