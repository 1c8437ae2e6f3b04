using System.Globalization;

namespace EdgeNotebooks.Experiments.Planning;

/// <summary>Rates of the two links between tiers, in Mbit/s (10^6 bits), each direction. The client's link has the first rate, as in the study.</summary>
/// <param name="MobileEdgeMbps">Between mobile and edge.</param>
/// <param name="EdgeCloudMbps">Between edge and cloud.</param>
public sealed record PlannedLinks(double MobileEdgeMbps, double EdgeCloudMbps)
{
    /// <summary>The study's main experiment: 200 and 1 Mbit/s.</summary>
    public static PlannedLinks Study { get; } = new(200, 1);

    /// <summary>Every pair of these rates, the first link's outermost.</summary>
    public static IReadOnlyList<PlannedLinks> Grid(params double[] mbps) => [.. from near in mbps from far in mbps select new PlannedLinks(near, far)];

    /// <summary>Every pair of the rates in a text such as <c>1 10 200</c>.</summary>
    /// <exception cref="InvalidPlanException">One is no number over 0.</exception>
    public static IReadOnlyList<PlannedLinks> Grid(string mbps)
    {
        ArgumentNullException.ThrowIfNull(mbps);
        return Grid([.. mbps.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => double.TryParse(word, CultureInfo.InvariantCulture, out var rate) && rate > 0 && double.IsFinite(rate) ? rate
            : throw new InvalidPlanException($"rate '{word}' is no number of Mbit/s over 0; write rates such as '1 10 200'"))]);
    }

    /// <summary>Both rates times a factor, to three significant digits.</summary>
    internal PlannedLinks Times(double factor) => new(Rounded(MobileEdgeMbps * factor), Rounded(EdgeCloudMbps * factor));

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{MobileEdgeMbps}/{EdgeCloudMbps} Mbit/s");

    private static double Rounded(double rate) => double.Parse(rate.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
