using EdgeNotebooks.Units;

namespace EdgeNotebooks.Experiments.Planning;

/// <summary>The tiers that a deployment's name stands for.</summary>
internal static class DeploymentTiers
{
    /// <summary>Every deployment, in the order of the study's tables.</summary>
    public static IReadOnlyList<string> Names { get; } = ["mobile", "edge", "cloud", "mobile_edge", "edge_cloud", "mobile_cloud", "mobile_edge_cloud"];

    /// <summary>The study's six.</summary>
    public static IReadOnlyList<string> Study { get; } = [.. Names.Take(6)];

    /// <summary>How many parts a deployment takes.</summary>
    public static int PartsOf(string deployment) => deployment.Split('_').Length;

    /// <summary>Whether requests of a deployment reach the cloud, over both links.</summary>
    public static bool UsesCloud(string deployment) => deployment.EndsWith("cloud", StringComparison.Ordinal);

    /// <exception cref="InvalidPlanException">There is no such deployment; the nearest is suggested.</exception>
    public static void Require(string name)
    {
        if (!Names.Contains(name))
            throw new InvalidPlanException($"deployment '{name}' is unknown; closest: '{NearestName.Among(name, Names, 1)[0]}' (deployments: {string.Join(", ", Names)})");
    }
}
