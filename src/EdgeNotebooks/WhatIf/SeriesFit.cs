namespace EdgeNotebooks.WhatIf;

/// <summary>The latency model fitted to one configuration's cells.</summary>
/// <remarks>
/// Least squares in the logarithm, so that 0.4 s and 1200 s count alike. Three parameters: compute, payload, burst. The burst is held
/// near what the study's commands ask for, one "second" of 2^20 / 10^6 s, since where no measured hop lies just above the burst the cells
/// alone cannot tell it from the payload. Parts of a model take the picture's payload from the whole model on the cloud.
/// </remarks>
internal sealed record SeriesFit(LatencyParameters Parameters, double LogRmse)
{
    /// <summary>Seconds of data in a bucket of "X Mbit" at X Mbit/s: tc reads the size in 2^20 bits, the rate in 10^6.</summary>
    public const double ScriptBurst = 1.048576;

    /// <summary>Weight of a burst that is one second off, against the mean squared logarithm over the cells.</summary>
    private const double BurstWeight = 0.02;

    private static readonly double[] s_starts = [0.3, 1, 2];

    /// <summary>Fits from several starts.</summary>
    /// <param name="cells">At least three cells.</param>
    /// <param name="route">The deployment's hops.</param>
    /// <param name="pictureMbit">The picture's payload for a split model, whose seam is then fitted; null for a whole model.</param>
    /// <param name="links">Which links to suppose; the authors' were paper-burst ones.</param>
    public static SeriesFit Of(IReadOnlyList<SeriesCell> cells, Route route, double? pictureMbit, LinkBehaviour links = LinkBehaviour.PaperBurst)
    {
        double smallest = cells.Min(cell => cell.Median), largest = cells.Max(cell => cell.Median);
        var problem = new Problem(cells, [.. cells.Select(cell => Math.Log(cell.Median))], route, pictureMbit, links);
        var starts = links == LinkBehaviour.PaperBurst ? s_starts : [0];
        return starts.Select(burst => problem.Solve([Math.Log(smallest * 0.9), Math.Log(largest / 3), burst], 0.2)).MinBy(fit => fit.Loss).Fit;
    }

    /// <summary>Fits other latencies of the same cells, beginning at this fit.</summary>
    public SeriesFit Again(IReadOnlyList<SeriesCell> cells, double[] logMedians, Route route, double? pictureMbit)
    {
        var payload = pictureMbit is null ? Parameters.PictureMbit : Parameters.SeamMbit;
        return new Problem(cells, logMedians, route, pictureMbit, LinkBehaviour.PaperBurst)
            .Solve([Math.Log(Parameters.ComputeSeconds), Math.Log(payload), Parameters.BurstSeconds], 0.05, 60).Fit;
    }

    /// <summary>Logarithm of measured over predicted for each cell.</summary>
    public double[] Residuals(IReadOnlyList<SeriesCell> cells, Route route) =>
        [.. cells.Select(cell => Math.Log(cell.Median / LatencyModel.Seconds(Parameters, route, 1, At(cell, LinkBehaviour.PaperBurst))))];

    /// <summary>The conditions that a cell was measured in.</summary>
    public static Conditions At(SeriesCell cell, LinkBehaviour links) => new(cell.MobileEdgeMbps, cell.EdgeCloudMbps) { Links = links };

    private sealed class Problem(IReadOnlyList<SeriesCell> cells, double[] logMedians, Route route, double? pictureMbit, LinkBehaviour links)
    {
        private readonly Conditions[] _at = [.. cells.Select(cell => At(cell, links))];

        public (SeriesFit Fit, double Loss) Solve(double[] start, double step, int maxIterations = 400)
        {
            var free = links == LinkBehaviour.PaperBurst ? start : start[..2];
            var rough = NelderMead.Minimise(Loss, free, step, maxIterations);
            var (at, loss) = NelderMead.Minimise(Loss, rough.At, step / 4, maxIterations);
            var parameters = Parameters(at);
            return (new(parameters, Math.Sqrt(MeanSquare(parameters))), loss);
        }

        private double Loss(double[] at)
        {
            var parameters = Parameters(at);
            var beyond = at.Length > 2 ? BurstWeight * Square(at[2] - ScriptBurst) + Square(Math.Min(0, at[2])) : 0;
            return MeanSquare(parameters) + beyond;
        }

        private double MeanSquare(in LatencyParameters parameters)
        {
            double sum = 0;
            for (var i = 0; i < _at.Length; i++) sum += Square(Math.Log(LatencyModel.Seconds(parameters, route, 1, _at[i])) - logMedians[i]);
            return sum / _at.Length;
        }

        private LatencyParameters Parameters(double[] at)
        {
            double compute = Math.Exp(at[0]), payload = Math.Exp(at[1]), burst = at.Length > 2 ? Math.Max(0, at[2]) : 0;
            return pictureMbit is { } picture ? new(compute, picture, payload, burst) : new(compute, payload, 0, burst);
        }

        private static double Square(double x) => x * x;
    }
}
