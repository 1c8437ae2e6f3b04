using System.Globalization;

namespace EdgeNotebooks.Tiers;

/// <summary>How much longer a tier is to compute than the cloud.</summary>
/// <param name="Tier">Name of the tier.</param>
/// <param name="Wanted">The ratio that was asked for.</param>
/// <param name="Reached">The ratio that the profile's shares of processor time give.</param>
public sealed record TierRatio(string Tier, double Wanted, double Reached)
{
    /// <summary>Whether this machine gives it.</summary>
    public bool IsReached => Math.Abs(Reached / Wanted - 1) < 1e-6;

    /// <summary>For example <c>mobile 57.1 x cloud</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Tier} {Wanted:0.##} x cloud{(IsReached ? "" : $" NOT REACHED: {Reached:0.##} x")}");
}
