using System.Globalization;
using EdgeNotebooks.Tiers;
using EdgeNotebooks.Transport;

namespace EdgeNotebooks.Emulation;

/// <summary>Makes exceptions of what tiers answer.</summary>
internal static class TierErrors
{
    public static Exception Of(TierAnswer answer, string asked, string model)
    {
        var error = answer.ReadError();
        var tier = error.Tier ?? asked;
        if (error.LimitBytes is { } limit && error.PeakBytes is { } peak)
            return new TierLimitException(tier, $"{error.Error}; it was asked for model '{model}'") { Model = model, LimitBytes = limit, PeakBytes = peak };
        return new TierFailedException(tier, string.Create(CultureInfo.InvariantCulture, $"tier '{tier}', model '{model}': {error.Error} (HTTP {answer.Status})")) { Model = model, Status = answer.Status };
    }
}
