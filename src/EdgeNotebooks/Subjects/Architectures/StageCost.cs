namespace EdgeNotebooks.Subjects.Architectures;

/// <summary>What a part of a network costs.</summary>
/// <param name="Stage">Such as <c>stage 3</c>; the stem is before the first, the head behind the last.</param>
/// <param name="Parameters">Weights and biases.</param>
/// <param name="Macs">Multiply-accumulates for one picture: the weights, once per place of the output; biases are not counted.</param>
public sealed record StageCost(string Stage, long Parameters, long Macs)
{
    /// <summary>The parts of a network for a picture of a size, from the architecture alone.</summary>
    public static IReadOnlyList<StageCost> Of(ResidualArchitecture architecture, int height, int width)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        var costs = new List<StageCost>();
        var (h, w) = (height, width);
        var stem = new StageCost("stem", 0, 0);
        foreach (var layer in architecture.Stem())
        {
            (h, w) = (Halved(h, layer.Stride), Halved(w, layer.Stride));
            stem = stem.With(layer, h, w);
        }

        costs.Add(stem);
        (h, w) = (Halved(h, 2), Halved(w, 2));
        foreach (var stage in architecture.Blocks().GroupBy(block => block.Stage))
        {
            var cost = new StageCost(FormattableString.Invariant($"stage {stage.Key}"), 0, 0);
            foreach (var block in stage)
            {
                cost = cost.With(new(block.Inputs, block.Width, 1), h, w);
                (h, w) = (Halved(h, block.Stride), Halved(w, block.Stride));
                cost = cost.With(new(block.Width, block.Width, 3, Groups: block.Groups), h, w).With(new(block.Width, block.Outputs, 1), h, w);
                if (block.HasDownsample) cost = cost.With(new(block.Inputs, block.Outputs, 1), h, w);
            }

            costs.Add(cost);
        }

        costs.Add(Head(architecture).Aggregate(new StageCost("head", 0, 0), (cost, layer) => architecture.Head == NetworkHead.Classifier ? cost.With(layer, 1, 1) : cost.With(layer, h, w)));
        return costs;
    }

    private static IEnumerable<ConvolutionShape> Head(ResidualArchitecture architecture) => architecture.Head switch
    {
        NetworkHead.Fcn => [new(architecture.Features, FcnHead.Inner(architecture), 3), new(FcnHead.Inner(architecture), architecture.Classes, 1)],
        NetworkHead.Duc => architecture.HeadDilations.Select(_ => new ConvolutionShape(architecture.Features, architecture.Classes * DucHead.SubPixels, 3)),
        _ => [new(architecture.Features, architecture.Classes, 1)],
    };

    private StageCost With(ConvolutionShape layer, long height, long width)
    {
        var weights = (long)layer.Outputs * layer.Inputs / layer.Groups * layer.Kernel * layer.Kernel;
        return this with { Parameters = Parameters + weights + layer.Outputs, Macs = Macs + weights * height * width };
    }

    private static int Halved(int side, int stride) => (side + stride - 1) / stride;
}
