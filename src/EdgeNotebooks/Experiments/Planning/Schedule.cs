using System.Globalization;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Experiments.Planning;

/// <summary>One configuration measured after one restart: all runs over all inputs.</summary>
/// <param name="Setup">What.</param>
/// <param name="Restart">After which restart, from 1.</param>
/// <param name="FirstOrder">Place of its first request in the whole plan, from 0.</param>
/// <param name="StartsTiers">Whether the tiers are started anew for it, not only for its block.</param>
internal sealed record Episode(Setup Setup, int Restart, long FirstOrder, bool StartsTiers);

/// <summary>What a plan comes to: its configurations, and its episodes in the order in which they are measured. The same plan gives the same schedule everywhere.</summary>
internal sealed record Schedule(Plan Plan, IReadOnlyList<Setup> Setups, IReadOnlyList<Episode> Episodes)
{
    /// <summary>Requests of one episode.</summary>
    public int RequestsPerEpisode => RequestsOf(Plan);

    /// <summary>Requests in all.</summary>
    public long Requests => (long)Episodes.Count * RequestsPerEpisode;

    /// <summary>How often tiers are started.</summary>
    public int Starts => Plan.Protocol.RestartBefore == "configuration" ? Episodes.Count : Episodes.Select(episode => episode.Restart).Distinct().Count();

    /// <exception cref="InvalidPlanException">The plan cannot be run.</exception>
    public static Schedule Of(Plan plan, Shard? shard = null)
    {
        PlanChecks.Check(plan);
        var setups = SetupsOf(plan);
        return new(plan, setups, EpisodesOf(plan, setups, shard ?? Shard.Whole, 1, plan.Protocol.Restarts));
    }

    /// <summary>Episodes of the restarts <paramref name="first"/> to <paramref name="last"/> for some of the plan's configurations.</summary>
    public IReadOnlyList<Episode> Further(IReadOnlyCollection<Setup> chosen, Shard shard, int first, int last) =>
        [.. EpisodesOf(Plan, Setups, shard, first, last).Where(episode => chosen.Contains(episode.Setup))];

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Requests} requests, {Setups.Count} configurations x {Plan.Protocol.Restarts} restarts x {Plan.Protocol.WarmupRuns} + {Plan.Protocol.Runs} runs x {Plan.Inputs.Count} inputs");

    /// <summary>Requests of one episode of a plan.</summary>
    public static int RequestsOf(Plan plan) => (plan.Protocol.WarmupRuns + plan.Protocol.Runs) * plan.Inputs.Count;

    /// <summary>
    /// The study's order: subject by subject, operator by operator, and the single tiers or tier pairs within. What does not reach the
    /// cloud is measured once per rate of the first link, with the first rate of the second, which it never meets.
    /// </summary>
    private static List<Setup> SetupsOf(Plan plan) =>
    [
        .. from subject in plan.Subjects
           from @operator in plan.Operators.OrderBy(StudyPlace)
           let isPartitioned = OperatorChain.Parse(@operator).IsPartitioned
           from deployment in plan.Deployments
           where DeploymentTiers.PartsOf(deployment) > 1 == isPartitioned
           from links in plan.Links
           where DeploymentTiers.UsesCloud(deployment) || links == plan.Links.First(one => one.MobileEdgeMbps == links.MobileEdgeMbps)
           from encoding in plan.Encodings
           from session in plan.Sessions
           from shaper in plan.Shapers
           select new Setup(subject, @operator, deployment, links, encoding, session, shaper),
    ];

    /// <summary>PAPER.md, section 5: identity, partition, then quantize, earlyexit and both, then these partitioned.</summary>
    private static int StudyPlace(string name)
    {
        string[] order = ["identity", "partition", "quantize", "earlyexit", "quantize_earlyexit", "quantize_earlyexit_partition"];
        return Array.IndexOf(order, name) is >= 0 and var place ? place : order.Length;
    }

    private static List<Episode> EpisodesOf(Plan plan, IReadOnlyList<Setup> setups, Shard shard, int first, int last)
    {
        var perSetup = plan.Protocol.RestartBefore == "configuration";
        var requests = RequestsOf(plan);
        IEnumerable<(int Setup, int Restart, long Place)> all = plan.Protocol.Order == "study"
            ? from setup in Enumerable.Range(0, setups.Count) from restart in Range(first, last) select (setup, restart, (long)setup * last + restart - 1)
            : from restart in Range(first, last)
              from one in Shuffled(plan, setups.Count, restart).Select((setup, at) => (setup, at))
              select (one.setup, restart, (long)(restart - 1) * setups.Count + one.at);
        return [.. all.Where(one => shard.Has(one.Setup, one.Restart, plan.Protocol.Restarts))
            .Select(one => new Episode(setups[one.Setup], one.Restart, one.Place * requests, perSetup))];
    }

    private static IEnumerable<int> Range(int first, int last) => Enumerable.Range(first, last - first + 1);

    private static int[] Shuffled(Plan plan, int count, int restart)
    {
        var order = Enumerable.Range(0, count).ToArray();
        var random = SplitMix64.For((ulong)plan.Seed, stream: 64, (ulong)restart);
        for (var i = count - 1; i > 0; i--)
        {
            var other = random.Below(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }

        return order;
    }
}
