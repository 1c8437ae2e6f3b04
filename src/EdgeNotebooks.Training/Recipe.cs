using EdgeNotebooks.Subjects.Architectures;
using EdgeNotebooks.Subjects.Cards;
using EdgeNotebooks.Training.Learning;
using EdgeNotebooks.Training.Tasks;

namespace EdgeNotebooks.Training;

/// <summary>How a small subject is made.</summary>
internal sealed record Recipe(ResidualArchitecture Architecture, ILearningTask Task, TrainingSettings Settings)
{
    /// <summary>Every subject that can be trained.</summary>
    public static IReadOnlyList<Recipe> All { get; } =
    [
        new(ResidualArchitecture.ResNetMini, new ShapesTask(ResidualArchitecture.ResNetMini),
            new(Seed: 1, Epochs: 30, PicturesPerEpoch: 20_000, BatchSize: 40, PeakLearningRate: 0.003)),
        new(ResidualArchitecture.ResNextMini, new ShapesTask(ResidualArchitecture.ResNextMini),
            new(Seed: 2, Epochs: 30, PicturesPerEpoch: 16_000, BatchSize: 40, PeakLearningRate: 0.003)),
        new(ResidualArchitecture.FcnMini, new ScenesTask(ResidualArchitecture.FcnMini),
            new(Seed: 3, Epochs: 14, PicturesPerEpoch: 9_600, BatchSize: 32, PeakLearningRate: 0.003, CosineEpochs: 20, CooldownEpochs: 3)),
        new(ResidualArchitecture.DucMini, new ScenesTask(ResidualArchitecture.DucMini),
            new(Seed: 4, Epochs: 7, PicturesPerEpoch: 9_600, BatchSize: 32, PeakLearningRate: 0.003, CosineEpochs: 9, CooldownEpochs: 3)),
    ];

    public string Subject => Architecture.Subject;
}
