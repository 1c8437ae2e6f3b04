using MathNet.Numerics.Distributions;

namespace EdgeNotebooks.Statistics;

/// <summary>Quantiles of the standard normal and Student's t distribution.</summary>
internal static class NormalScore
{
    public static double Quantile(double p) => Normal.InvCDF(0, 1, p);

    /// <summary>z such that a standard normal variable lies within -z..z with probability <paramref name="confidence"/>.</summary>
    public static double TwoSided(double confidence) => Quantile(0.5 + confidence / 2);

    public static double StudentTwoSided(double confidence, double degreesOfFreedom) =>
        degreesOfFreedom > 1e6 ? TwoSided(confidence) : StudentT.InvCDF(0, 1, degreesOfFreedom, 0.5 + confidence / 2);
}
