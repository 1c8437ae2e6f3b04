using System.Globalization;
using EdgeNotebooks.Experiments.Planning;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Subjects;
using EdgeNotebooks.Subjects.Serving;
using EdgeNotebooks.Tiers;

namespace EdgeNotebooks.Experiments.Measuring;

/// <summary>A subject's unchanged model on this machine, looked at for a moment: what its links' rates are scaled by, and what a plan's duration is guessed from.</summary>
/// <param name="ComputeSeconds">One picture on one processor, preprocessing included: the median of a few.</param>
/// <param name="PictureBytes">Size of the first input.</param>
/// <param name="LinkFactor">What <c>study-ratio</c> multiplies rates by; 1 for <c>nominal</c>.</param>
/// <param name="LinkRule">In words.</param>
internal sealed record SubjectProbe(double ComputeSeconds, long PictureBytes, double LinkFactor, string LinkRule)
{
    private const int Runs = 5;
    private const double Base64 = 4.0 / 3;

    /// <summary>
    /// The study's picture in bytes (median of <c>image_sizes.csv</c>) and computing in seconds (identity on edge, median of
    /// <c>latency_summary.csv</c>; its links of 200 Mbit/s add next to nothing there).
    /// </summary>
    private static readonly Dictionary<string, (double Bytes, double Seconds)> s_study = new()
    {
        ["resnet"] = (1_517_338, 5.6415),
        ["resnext"] = (1_517_338, 3.9680),
        ["fcn"] = (338_246, 12.2874),
        ["duc"] = (2_580_979, 23.6461),
    };

    private IReadOnlyDictionary<string, double> Cpus { get; init; } = new Dictionary<string, double>();

    /// <exception cref="InvalidPlanException">The plan's inputs cannot be had.</exception>
    public static SubjectProbe Of(SubjectModel model, Plan plan)
    {
        var picture = InputSet.Of(plan.Inputs, model.Subject.Name)[0];
        var pipeline = ServingPipeline.For(model.Subject.Name);
        using var session = Session.Open(model.RequirePath());
        var times = new double[Runs];
        for (var i = -1; i < Runs; i++)
        {
            var start = System.Diagnostics.Stopwatch.GetTimestamp();
            pipeline.Serve(session, picture);
            if (i >= 0) times[i] = System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        Array.Sort(times);
        return Of(times[Runs / 2], picture.Length, plan, model.Subject.Name);
    }

    /// <summary>The rule alone, from measured facts.</summary>
    internal static SubjectProbe Of(double computeSeconds, long pictureBytes, Plan plan, string subject)
    {
        var cpus = CpusOf(plan.Tiers);
        var study = s_study[subject.Replace("_mini", "", StringComparison.Ordinal)];
        var (ours, theirs) = (pictureBytes / (computeSeconds / cpus["edge"]), study.Bytes * Base64 / study.Seconds);
        if (plan.LinkScale != "nominal" && plan.LinkFactors is { } given && given.TryGetValue(subject, out var fixedFactor))
            return new(computeSeconds, pictureBytes, fixedFactor, string.Create(CultureInfo.InvariantCulture, $"x {fixedFactor}, as the plan's linkFactors say")) { Cpus = cpus };
        var factor = plan.LinkScale == "nominal" ? 1 : double.Parse((ours / theirs).ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var rule = plan.LinkScale == "nominal" ? "nominal" : string.Create(CultureInfo.InvariantCulture,
            $"x {factor}: a picture of {pictureBytes} B takes over edge-cloud as many times the computing on edge ({computeSeconds / cpus["edge"] * 1000:0.0} ms) as in the study (picture {study.Bytes:0} B in base64, computing {study.Seconds:0.00} s); other ratios are not kept");
        return new(computeSeconds, pictureBytes, factor, rule) { Cpus = cpus };
    }

    /// <summary>A guess at one request's latency: computing and the picture over each link.</summary>
    public double SecondsOf(Setup setup)
    {
        var tiers = setup.Deployment.Split('_');
        var links = setup.Links.Times(LinkFactor);
        var bits = PictureBytes * 8e-6 * (setup.Encoding == "paper" ? Base64 : 1);
        return tiers.Average(tier => ComputeSeconds / Cpus[tier]) + bits / links.MobileEdgeMbps
            + (tiers[^1] != "mobile" ? bits / links.MobileEdgeMbps : 0) + (tiers[^1] == "cloud" ? bits / links.EdgeCloudMbps : 0);
    }

    /// <summary>Processors of each tier that one thread can use.</summary>
    private static Dictionary<string, double> CpusOf(string tiers) =>
        TierProfile.Named(tiers).Tiers.ToDictionary(tier => tier.Name, tier => Math.Min(1, tier.Cpus ?? 1));
}
