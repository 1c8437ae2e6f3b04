namespace EdgeNotebooks.Statistics;

/// <summary>Counts arrangements of ranks by their sum; ranks are doubled so that mean ranks of ties stay whole numbers.</summary>
internal static class SubsetSums
{
    /// <summary>ways[s] = share of all 2^n sign patterns in which the chosen ranks add up to s.</summary>
    public static double[] OfAnySize(ReadOnlySpan<int> doubledRanks)
    {
        var total = 0;
        foreach (var rank in doubledRanks) total += rank;
        var ways = new double[total + 1];
        ways[0] = 1;
        var reach = 0;
        foreach (var rank in doubledRanks)
        {
            for (var sum = reach; sum >= 0; sum--)
            {
                ways[sum] /= 2;
                ways[sum + rank] += ways[sum];
            }

            reach += rank;
        }

        return ways;
    }

    /// <summary>ways[s] = share of all choices of <paramref name="size"/> ranks that add up to s.</summary>
    public static double[] OfSize(ReadOnlySpan<int> doubledRanks, int size)
    {
        var (n, largest) = (doubledRanks.Length, doubledRanks.ToArray().OrderDescending().Take(size).Sum());
        var ways = new double[size + 1][];
        for (var k = 0; k <= size; k++) ways[k] = new double[largest + 1];
        ways[0][0] = 1;
        for (var i = 0; i < n; i++)
        {
            var rank = doubledRanks[i];
            for (var k = Math.Min(i + 1, size); k >= 1; k--)
                for (var sum = largest; sum >= rank; sum--)
                    ways[k][sum] += ways[k - 1][sum - rank];
        }

        var all = ways[size].Sum();
        return Array.ConvertAll(ways[size], count => count / all);
    }

    /// <summary>ways[u] = share of all arrangements of a and b distinct values in which Mann and Whitney's U is u.</summary>
    /// <remarks>Gaussian binomials by G(k, j) = G(k, j-1) + q^j G(k-1, j): only additions, so small shares keep their digits.</remarks>
    public static double[] OfMannWhitney(int a, int b)
    {
        var (small, large) = (Math.Min(a, b), Math.Max(a, b));
        var ways = new double[small + 1][];
        for (var k = 0; k <= small; k++) (ways[k] = new double[k * large + 1])[0] = 1;
        for (var j = 1; j <= large; j++)
            for (var k = 1; k <= small; k++)
                for (var u = j; u <= k * j; u++)
                    if (u - j < ways[k - 1].Length) ways[k][u] += ways[k - 1][u - j];
        var all = ways[small].Sum();
        return Array.ConvertAll(ways[small], count => count / all);
    }

    /// <summary>Twice the smaller tail at <paramref name="at"/>, both including it, at most 1.</summary>
    public static double TwoSided(double[] ways, int at)
    {
        double below = 0, above = 0;
        for (var i = 0; i <= at && i < ways.Length; i++) below += ways[i];
        for (var i = Math.Max(at, 0); i < ways.Length; i++) above += ways[i];
        return Math.Min(1, 2 * Math.Min(below, above));
    }
}
