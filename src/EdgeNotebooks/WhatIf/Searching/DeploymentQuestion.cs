using System.Globalization;
using EdgeNotebooks.Tiers;
using EdgeNotebooks.Transport.Messages;
using EdgeNotebooks.WhatIf.Page;
using EdgeNotebooks.WhatIf.Predicting;
using EdgeNotebooks.WhatIf.Profiling;
using EdgeNotebooks.WhatIf.Queueing;

namespace EdgeNotebooks.WhatIf.Searching;

/// <summary>A profile under some conditions: asked for predictions, the best deployments, a recommendation, or what load does.</summary>
/// <remarks>Models are made once per question: ask several things of the same one.</remarks>
public sealed class DeploymentQuestion
{
    private const double BeyondLargest = 1.5;
    private readonly Lazy<ResampledModels> _resampled;

    internal DeploymentQuestion(DeploymentProfile profile, Conditions at, string? session)
    {
        ArgumentNullException.ThrowIfNull(at);
        (Profile, Conditions, Session) = (profile, at.Checked(), session ?? profile.Sessions[0]);
        Model = new(profile, Session);
        Spread = new(profile, Session);
        _resampled = new(() => new(profile, Session, Resamples, seed: 1));
    }

    /// <summary>The profile.</summary>
    public DeploymentProfile Profile { get; }

    /// <summary>Rates, delay, speeds.</summary>
    public Conditions Conditions { get; }

    /// <summary><c>warm</c> or <c>cold</c>.</summary>
    public string Session { get; }

    /// <summary>How often measurements are redrawn for bands and confidence; default 200.</summary>
    public int Resamples { get; init; } = 200;

    /// <summary>Encodings that may be chosen; default both.</summary>
    public IReadOnlyList<WireEncoding> Encodings { get; init; } = [WireEncoding.Binary, WireEncoding.Paper];

    internal RequestModel Model { get; }

    internal RequestSpread Spread { get; }

    /// <summary>Every deployment, judged: the undominated ones, and where the fastest changes.</summary>
    /// <exception cref="ContradictionException">None keeps to the constraints; the message names those that exclude each other.</exception>
    /// <exception cref="ArgumentException">A constraint is out of range.</exception>
    public SearchResult Search(Constraints? constraints = null) => Search(constraints, flips: true);

    /// <summary>Which deployment answers fastest, how sure that is, and where the answer changes.</summary>
    /// <inheritdoc cref="Search(Constraints?)"/>
    public ProfileRecommendation Recommend(Constraints? constraints = null) => new Verdict(this, Search(constraints)).Recommend();

    /// <summary>The prediction for an option that a search has found.</summary>
    public PredictedRequest Predict(DeploymentOption option)
    {
        ArgumentNullException.ThrowIfNull(option);
        return Predict(option.Plan);
    }

    /// <summary>The prediction for a deployment of the model.</summary>
    /// <param name="deployment">Which tiers compute.</param>
    /// <param name="cuts">For each cut the tensors that cross, joined by <c>+</c>; none for a whole model.</param>
    /// <param name="operator"><c>identity</c> or <c>quantize</c>.</param>
    /// <param name="exit"><c>from -> to</c>; null for none.</param>
    /// <param name="encoding">How messages are written.</param>
    /// <exception cref="ArgumentException">The profile has no such cut, exit or precision, or the cuts do not fit the deployment.</exception>
    public PredictedRequest Predict(Deployment deployment, IReadOnlyList<string>? cuts = null, string @operator = "identity", string? exit = null, WireEncoding encoding = WireEncoding.Binary) =>
        Predict(PlanNames.Find(Profile, deployment, cuts ?? [], @operator, exit, encoding));

    /// <summary>What happens when requests arrive at a rate: queues at tiers and links, by simulation.</summary>
    /// <param name="option">Which deployment.</param>
    /// <param name="rate">Requests per second, over 0.</param>
    /// <param name="settings">Arrivals, number of requests, concurrency, seed.</param>
    public LoadResult Load(DeploymentOption option, double rate, LoadSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(option);
        return RequestLoad.Simulate(this, option, rate, settings ?? new());
    }

    /// <summary>The deployments that are the fastest of their tiers and operator somewhere, in plain numbers: what a page draws.</summary>
    /// <exception cref="ContradictionException">None keeps to the constraints.</exception>
    public IReadOnlyList<ProfileCandidate> Candidates(Constraints? constraints = null) => CandidateTable.Of(this, constraints);

    /// <summary>A page with sliders for all of it; it shows itself in a notebook, and <see cref="WhatIfPage.Html"/> is a file of its own.</summary>
    /// <param name="constraints">What it opens with; those of bytes, memory and latency choose what is on it.</param>
    /// <exception cref="ContradictionException">Nothing keeps to the constraints.</exception>
    public WhatIfPage Page(Constraints? constraints = null)
    {
        constraints = (constraints ?? new()).Checked();
        var wishes = new Wishes { MaxAccuracyLoss = constraints.MaxAccuracyLoss, PictureStaysOnMobile = constraints.PictureStaysOnMobile, Unavailable = constraints.Unavailable };
        return new(ProfilePage.Of(this, constraints), ProfilePage.Name(Profile), Conditions, wishes);
    }

    /// <summary>The same question with other encodings to choose from.</summary>
    public DeploymentQuestion With(IReadOnlyList<WireEncoding> encodings) => new(Profile, Conditions, Session) { Encodings = encodings, Resamples = Resamples };

    internal SearchResult Search(Constraints? constraints, bool flips)
    {
        constraints ??= new();
        var search = new DeploymentSearch(Model, Spread, Conditions, constraints, Encodings, flips);
        var (front, counts) = (search.Front, search.Counts);
        return new(front, search.Rivals, counts.Considered, counts.Pruned, counts.Rejected, counts.Dominated, flips ? search.Flips() : [], Conditions, constraints, Extrapolation(front[0].Cost), Profile.Source);
    }

    internal PredictedRequest Predict(DeploymentPlan plan)
    {
        var (cost, state) = (Model.Cost(plan), new LinkState(Conditions, Model.LeastSecondsPerMbit));
        var drawn = Enumerable.Range(0, Resamples).Select(resample => Resampled(plan, resample)).Order().ToArray();
        var loss = OptionWalk.LossOf(Profile, plan.Model, plan.Exit ?? -1);
        var median = cost.Seconds(state);
        return new(new(Profile, plan, cost, double.IsNaN(loss) ? null : loss, median), median, Statistics.Quantile.OfSorted(drawn, 0.05), Statistics.Quantile.OfSorted(drawn, 0.95),
            Spread.Quantile(cost, state, 0.9), Spread.Quantile(cost, state, 0.99), PredictedSteps.Of(Model, plan, Conditions), Extrapolation(cost));
    }

    internal double Resampled(DeploymentPlan plan, int resample) => _resampled.Value.Seconds(plan, Conditions, resample);

    /// <summary>Work on all tiers at their profiled speeds in one resample, s.</summary>
    internal double ResampledWork(DeploymentPlan plan, int resample) => _resampled.Value.Work(plan, resample);

    /// <summary>What of the question lies outside the profile.</summary>
    private List<string> Extrapolation(RequestCost cost)
    {
        var reasons = new List<string>();
        foreach (var (rate, link) in new[] { (Conditions.MobileEdgeMbps, "mobile and edge"), (Conditions.EdgeCloudMbps, "edge and cloud") })
            if (rate is < FlipSearch.SlowestMbps or > FlipSearch.FastestMbps && double.IsFinite(rate)) reasons.Add(Text($"{rate:0.####} Mbit/s between {link}; predictions were checked from {FlipSearch.SlowestMbps} to {FlipSearch.FastestMbps}"));
        var cpus = Profile.Tiers.Select(tier => tier.Cpus).OfType<double>().ToArray();
        foreach (var tier in Profile.Tiers)
        {
            var speed = tier.Name switch { "mobile" => Conditions.MobileSpeed, "edge" => Conditions.EdgeSpeed, _ => Conditions.CloudSpeed };
            if (speed == 1 || tier.Cpus * speed is { } asked && asked >= cpus.Min() - 1e-9 && asked <= cpus.Max() + 1e-9) continue;
            reasons.Add(Text($"{tier.Name} at {speed:0.##} x its speed; {(cpus.Length == 0 ? "no other speed was profiled" : Text($"{cpus.Min():0.###} to {cpus.Max():0.###} CPUs were profiled"))}"));
        }

        var largest = Profile.Wire.Max(line => line.LargestBytes);
        var message = Math.Max(cost.Up0, Math.Max(cost.Up1, cost.Up2)) * 1e6 / 8;
        if (message > BeyondLargest * largest) reasons.Add(Text($"a message of {message:0} bytes; the largest profiled one has {largest}"));
        return reasons;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
