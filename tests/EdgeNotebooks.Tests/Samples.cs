using EdgeNotebooks.Units;

namespace EdgeNotebooks.Tests;

/// <summary>Short ways to write and to draw samples.</summary>
internal static class Samples
{
    public static Sample Of(string name, params double[] values) => new(name, values);

    /// <summary>Normal values by Box and Muller, the same for the same random source.</summary>
    public static double[] Normal(this Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))];
}
