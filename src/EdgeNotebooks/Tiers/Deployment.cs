using EdgeNotebooks.Units;

namespace EdgeNotebooks.Tiers;

/// <summary>Which tiers serve a model: one tier all of it, or several a part each.</summary>
/// <remarks>
/// As in the study the client always calls mobile: what runs further on passes through every tier before it, which receives it
/// whole and sends it on (store and forward), and so does the reply.
/// </remarks>
public sealed record Deployment
{
    private Deployment(params string[] tiers) => (Name, Tiers) = (string.Join('_', tiers), tiers);

    /// <summary>Everything on mobile.</summary>
    public static Deployment Mobile { get; } = new("mobile");

    /// <summary>Everything on edge.</summary>
    public static Deployment Edge { get; } = new("edge");

    /// <summary>Everything in the cloud.</summary>
    public static Deployment Cloud { get; } = new("cloud");

    /// <summary>Part 1 on mobile, part 2 on edge.</summary>
    public static Deployment MobileEdge { get; } = new("mobile", "edge");

    /// <summary>Part 1 on edge, part 2 in the cloud.</summary>
    public static Deployment EdgeCloud { get; } = new("edge", "cloud");

    /// <summary>Part 1 on mobile, part 2 in the cloud; the seam passes through edge.</summary>
    public static Deployment MobileCloud { get; } = new("mobile", "cloud");

    /// <summary>A part on each tier.</summary>
    public static Deployment MobileEdgeCloud { get; } = new("mobile", "edge", "cloud");

    /// <summary>The study's six, in its order, and the one for three parts.</summary>
    public static IReadOnlyList<Deployment> All { get; } = [Mobile, Edge, Cloud, MobileEdge, EdgeCloud, MobileCloud, MobileEdgeCloud];

    /// <summary>As the tables have it: <c>mobile_edge</c>.</summary>
    public string Name { get; }

    /// <summary>The tier of each part.</summary>
    public IReadOnlyList<string> Tiers { get; }

    /// <summary>Every tier that a request passes, from the client on.</summary>
    public IReadOnlyList<string> Route => [.. Tier.Order.Take(1 + Array.IndexOf([.. Tier.Order], Tiers[^1]))];

    /// <summary>The deployment of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Deployment Parse(string name) => All.FirstOrDefault(deployment => deployment.Name == name)
        ?? throw new ArgumentException($"deployment '{name}' is unknown; closest: {NearestName.Among(name, All.Select(deployment => deployment.Name), 1)[0]}", nameof(name));

    /// <inheritdoc/>
    public bool Equals(Deployment? other) => Name == other?.Name;

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc cref="Name"/>
    public override string ToString() => Name;
}
