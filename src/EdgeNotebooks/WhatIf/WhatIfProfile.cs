using EdgeNotebooks.Analysis;
using EdgeNotebooks.Display;
using EdgeNotebooks.WhatIf.Page;

namespace EdgeNotebooks.WhatIf;

/// <summary>Fitted latency models of every way to deploy the subjects, from the authors' bandwidth grid.</summary>
/// <remarks>
/// The grid holds one picture per data set and five kept repeats per cell, requests one after another. The compute of a split model is
/// shared between its tiers in proportion to the whole model's times on them, since the study cuts where both parts hold half of the parameters.
/// </remarks>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed class WhatIfProfile : IDisplay
{
    private readonly Candidate[] _candidates;

    private WhatIfProfile(Candidate[] candidates, string source, int resamples) => (_candidates, Source, Resamples) = (candidates, source, resamples);

    /// <summary>Where the measurements come from, in words.</summary>
    public string Source { get; }

    /// <summary>How often the measurements were redrawn.</summary>
    public int Resamples { get; }

    /// <summary>Every configuration, subjects and deployments in the study's order.</summary>
    public IReadOnlyList<Candidate> Candidates => _candidates;

    /// <summary>Subjects in the study's order.</summary>
    public IReadOnlyList<string> Subjects => [.. _candidates.Select(candidate => candidate.Configuration.Subject).Distinct()];

    /// <summary>Fits the authors' data: the raw repeats where they are, else the committed summary.</summary>
    /// <param name="study">The data.</param>
    /// <param name="subject">One subject only; null for all.</param>
    /// <param name="resamples">How often the repeats are redrawn for bands and confidence, at least 20.</param>
    /// <param name="seed">The same seed draws the same.</param>
    /// <exception cref="ConfigurationNotFoundException">The subject is not in the grid.</exception>
    public static WhatIfProfile Of(Study study, string? subject = null, int resamples = 200, int seed = 1)
    {
        ArgumentNullException.ThrowIfNull(study);
        return Of(StudyCells.Of(study), study.Accuracy, StudyCells.Source(study), subject, resamples, seed);
    }

    internal static WhatIfProfile Of(IReadOnlyList<KeyValuePair<Configuration, IReadOnlyList<SeriesCell>>> cells, Accuracies accuracies, string source,
        string? subject = null, int resamples = 200, int seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 20);
        var known = cells.Select(series => series.Key.Subject).Distinct().ToArray();
        if (subject is not null && !known.Contains(subject)) throw new ConfigurationNotFoundException($"subject '{subject}'", source, known, subject);
        var chosen = cells.Where(series => subject is null || series.Key.Subject == subject).ToArray();
        var wholes = chosen.Where(series => !Route.Of(series.Key.Deployment).IsSplit)
            .ToDictionary(series => series.Key, series => SeriesFit.Of(series.Value, Route.Of(series.Key.Deployment), pictureMbit: null));
        var candidates = new Candidate[chosen.Length];
        using var work = Work.Begin("fitting the authors' latencies", chosen.Length, "configurations");
        Parallel.For(0, chosen.Length, i =>
        {
            candidates[i] = Fitted(chosen[i].Key, chosen[i].Value, wholes, accuracies, resamples, (ulong)seed, Place(cells, chosen[i].Key));
            work.Advance();
        });
        return new(candidates, source, resamples);
    }

    /// <summary>The configurations of one subject.</summary>
    /// <exception cref="ConfigurationNotFoundException">The subject has none.</exception>
    public IReadOnlyList<Candidate> Of(string subject)
    {
        var own = _candidates.Where(candidate => candidate.Configuration.Subject == subject).ToArray();
        return own.Length > 0 ? own : throw new ConfigurationNotFoundException($"subject '{subject}'", Source, Subjects, subject);
    }

    /// <summary>Predicted latencies of every configuration of a subject.</summary>
    /// <exception cref="ArgumentException">A rate or speed is not over 0.</exception>
    public Predictions Predict(string subject, Conditions at) => Predictions.Of(this, subject, at);

    /// <summary>Which configuration serves a subject fastest, how sure that is, and where the answer changes.</summary>
    /// <exception cref="ContradictionException">No configuration keeps to all wishes; the message names those that exclude each other.</exception>
    public Recommendation Recommend(string subject, Conditions at, Wishes? wishes = null) => Recommendation.Of(this, subject, at, wishes ?? new());

    /// <summary>The points along one quantity at which the fastest configuration changes.</summary>
    public IReadOnlyList<FlipPoint> FlipPoints(string subject, Quantity along, Conditions at, Wishes? wishes = null) =>
        FlipPoint.Find((wishes ?? new()).Filter(Of(subject), candidate => candidate.Offer), along, at);

    /// <summary>A page with sliders for everything that a question varies; it shows itself in a notebook, and <see cref="WhatIfPage.Html"/> is a file of its own.</summary>
    /// <param name="subject">The subject that it opens with; the first by default.</param>
    /// <param name="at">The surroundings that it opens with; the study's by default.</param>
    /// <param name="wishes">The wishes that it opens with; none by default.</param>
    /// <exception cref="ConfigurationNotFoundException">The profile has no such subject.</exception>
    public WhatIfPage Page(string? subject = null, Conditions? at = null, Wishes? wishes = null) =>
        new(StudyPage.Of(this), Of(subject ?? Subjects[0])[0].Configuration.Subject, at ?? new(), wishes ?? new());

    /// <summary>What shows which accuracy counts for a subject: <c>top1_pct</c> or <c>miou_pct</c>.</summary>
    internal static string Metric(string subject) => subject.StartsWith("res", StringComparison.Ordinal) ? "top1_pct" : "miou_pct";

    /// <inheritdoc/>
    public string Render(string mimeType) => HtmlText.Card("what-if profile",
    [
        ("configurations", $"{_candidates.Length} of {string.Join(", ", Subjects)}"),
        ("measurements", $"{_candidates.Sum(candidate => candidate.Cells.Count)} cells: {Source}"),
        ("resamples", $"{Resamples}"),
    ]);

    /// <summary>Counts and source in one line.</summary>
    public override string ToString() => $"what-if profile of {_candidates.Length} configurations ({Source}, {Resamples} resamples)";

    private static Candidate Fitted(Configuration configuration, IReadOnlyList<SeriesCell> cells, Dictionary<Configuration, SeriesFit> wholes,
        Accuracies accuracies, int resamples, ulong seed, int series)
    {
        var route = Route.Of(configuration.Deployment);
        double? picture = route.IsSplit ? wholes[new(configuration.Subject, "identity", "cloud")].Parameters.PictureMbit : null;
        var fit = route.IsSplit ? SeriesFit.Of(cells, route, picture) : wholes[configuration];
        var metric = Metric(configuration.Subject);
        var accuracy = accuracies.Percent(configuration.Subject, configuration.Operator, metric);
        return new(configuration, fit.Parameters, accuracy, accuracies.Percent(configuration.Subject, "identity", metric) - accuracy,
            FirstShare(configuration, route, wholes), fit.LogRmse, SeriesFit.Of(cells, route, picture, LinkBehaviour.Steady).LogRmse)
        {
            Route = route,
            Cells = cells,
            Resamples = Resampling.Of(fit, cells, route, picture, resamples, seed, series),
        };
    }

    private static double FirstShare(Configuration configuration, Route route, Dictionary<Configuration, SeriesFit> wholes)
    {
        if (!route.IsSplit) return 1;
        var whole = configuration.Operator == "partition" ? "identity" : configuration.Operator.Replace("_partition", "", StringComparison.Ordinal);
        double first = On(route.First), second = On(route.Second);
        return first / (first + second);

        double On(string tier) => wholes[new(configuration.Subject, whole, tier)].Parameters.ComputeSeconds;
    }

    /// <summary>The series' place among all, so that one subject alone draws what it draws among all.</summary>
    private static int Place(IReadOnlyList<KeyValuePair<Configuration, IReadOnlyList<SeriesCell>>> cells, Configuration configuration)
    {
        for (var i = 0; i < cells.Count; i++)
            if (cells[i].Key == configuration) return i;
        return cells.Count;
    }
}
