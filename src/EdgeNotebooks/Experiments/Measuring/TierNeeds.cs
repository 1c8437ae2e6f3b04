using System.Globalization;
using EdgeNotebooks.Experiments.Planning;
using EdgeNotebooks.Subjects;
using EdgeNotebooks.Tiers;

namespace EdgeNotebooks.Experiments.Measuring;

/// <summary>
/// Whether the tiers' memory is enough for a plan, told before it runs. A guess from below: the process, and twice a part's weights for
/// each model that is loaded at the same time (the file's bytes and the session's).
/// </summary>
internal static class TierNeeds
{
    private const long ProcessBytes = 100_000_000;
    private const double BytesPerWeightByte = 2;

    /// <summary>Rejects a plan that needs more than this machine, or a tier of it, has.</summary>
    /// <exception cref="TierLimitException">The machine has less than the profile asks for.</exception>
    /// <exception cref="InvalidPlanException">A tier would not hold the plan's models.</exception>
    public static void Check(Plan plan)
    {
        var profile = TierProfile.Named(plan.Tiers);
        profile.CheckAgainst(Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        var catalog = SubjectCatalog.Default();
        Check(plan, profile, subject => catalog.Find(subject).Path is { } path ? new FileInfo(path).Length : 0);
    }

    /// <summary>The rule alone.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="profile">Its tiers.</param>
    /// <param name="bytesOf">Size of a subject's unchanged model; 0 where it is not here.</param>
    internal static void Check(Plan plan, TierProfile profile, Func<string, long> bytesOf)
    {
        var together = plan.Protocol.RestartBefore == "block" && plan.Sessions.Contains("warm");
        var loaded = Schedule.Of(plan).Setups.Select(setup => (setup.Subject, setup.Operator, setup.Deployment)).Distinct().ToArray();
        foreach (var tier in profile.Tiers.Where(tier => tier.MemoryBytes is not null))
        {
            long[] parts = [.. loaded.Where(one => one.Deployment.Split('_').Contains(tier.Name))
                .Select(one => (long)(BytesPerWeightByte * bytesOf(one.Subject) / DeploymentTiers.PartsOf(one.Deployment)))];
            var needed = ProcessBytes + (together ? parts.Sum() : parts.DefaultIfEmpty(0).Max());
            if (needed <= tier.MemoryBytes) continue;
            throw new InvalidPlanException(string.Create(CultureInfo.InvariantCulture, $"plan '{plan.Name}' needs about {needed / 1e9:0.0} GB on tier '{tier.Name}', which has {tier.MemoryBytes / 1e9:0.0} GB: {parts.Length} models ")
                + (together ? "stay loaded until the next restart; set protocol.restartBefore to 'configuration', or take fewer subjects or operators" : "do not fit even one at a time; take smaller subjects or other tiers"));
        }
    }
}
