namespace EdgeNotebooks.WhatIf;

/// <summary>Minimises a function of a few variables without derivatives, which the hinges of the latency model do not have everywhere.</summary>
/// <remarks>Source: Nelder and Mead (1965), A simplex method for function minimization; coefficients 1, 2, 1/2, 1/2.</remarks>
internal static class NelderMead
{
    /// <summary>The best point found from <paramref name="start"/> with the first simplex as wide as <paramref name="step"/>.</summary>
    public static (double[] At, double Value) Minimise(Func<double[], double> f, double[] start, double step, int maxIterations = 400)
    {
        var n = start.Length;
        var corners = new (double[] At, double Value)[n + 1];
        corners[0] = (start, f(start));
        for (var i = 0; i < n; i++)
        {
            var moved = (double[])start.Clone();
            moved[i] += step;
            corners[i + 1] = (moved, f(moved));
        }

        for (var iteration = 0; iteration < maxIterations; iteration++)
        {
            Array.Sort(corners, (a, b) => a.Value.CompareTo(b.Value));
            if (corners[n].Value - corners[0].Value <= 1e-12) break;
            var mirrored = Towards(-1);
            if (mirrored.Value < corners[0].Value) corners[n] = Towards(-2) is var far && far.Value < mirrored.Value ? far : mirrored;
            else if (mirrored.Value < corners[n - 1].Value) corners[n] = mirrored;
            else if (Towards(mirrored.Value < corners[n].Value ? -0.5 : 0.5) is var near && near.Value < Math.Min(mirrored.Value, corners[n].Value)) corners[n] = near;
            else for (var i = 1; i <= n; i++) corners[i] = Between(corners[0].At, corners[i].At, 0.5);
        }

        return corners.MinBy(corner => corner.Value);

        (double[] At, double Value) Towards(double way)
        {
            var centre = new double[n];
            for (var i = 0; i < n; i++)
                for (var j = 0; j < n; j++) centre[j] += corners[i].At[j] / n;
            return Between(centre, corners[n].At, way);
        }

        (double[] At, double Value) Between(double[] a, double[] b, double way)
        {
            var at = new double[n];
            for (var j = 0; j < n; j++) at[j] = a[j] + way * (b[j] - a[j]);
            return (at, f(at));
        }
    }
}
