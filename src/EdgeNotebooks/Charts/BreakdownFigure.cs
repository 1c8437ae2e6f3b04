using EdgeNotebooks.Analysis;
using EdgeNotebooks.Emulation;
using EdgeNotebooks.Experiments;

namespace EdgeNotebooks.Charts;

/// <summary>
/// The study's latency breakdown (PAPER.md, section 7, set-up figures) from measurements: where the time of a request goes, place by place
/// in the order in which it passes them, stacked by kind.
/// </summary>
public static class BreakdownFigure
{
    private static readonly (string Kind, string Color, string[] Steps)[] s_kinds =
    [
        ("transmission", "#56B4E9", ["send", "reply"]), ("preprocessing", "#E69F00", ["decode", "preprocess"]),
        ("computation", "#0072B2", ["session", "inference"]), ("postprocessing", "#009E73", ["postprocess", "encode"]), ("other", Palette.Neutral, []),
    ];

    private static readonly string[] s_places = ["client", "client-mobile", "mobile", "mobile-edge", "edge", "edge-cloud", "cloud"];

    /// <summary>One panel per answer, for example one per deployment.</summary>
    /// <param name="breakdowns">Each with its title.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Figure Of(IEnumerable<KeyValuePair<string, Breakdown>> breakdowns)
    {
        ArgumentNullException.ThrowIfNull(breakdowns);
        return Draw([.. breakdowns.Select(one => (one.Key, (IReadOnlyList<(string, string, double)>)[.. one.Value.Steps.Select(step => (step.Place, step.Name, step.Seconds))]))],
            "n = 1 request per panel");
    }

    /// <summary>One panel per configuration of one subject: the mean of its kept requests, step by step.</summary>
    /// <param name="measured">Measurements made here.</param>
    /// <param name="subject">The model; the first that was measured by default.</param>
    /// <exception cref="ArgumentException">Nothing is kept of that subject.</exception>
    /// <remarks>Means, because they add up; the medians of steps do not.</remarks>
    public static Figure Of(Measurements measured, string? subject = null)
    {
        ArgumentNullException.ThrowIfNull(measured);
        subject ??= measured.Rows.FirstOrDefault()?.Key.Setup.Subject;
        var groups = measured.Rows.Where(row => row.Kept && row.Key.Setup.Subject == subject)
            .GroupBy(row => (row.Key.Setup.Deployment, row.Key.Setup.Operator))
            .OrderBy(group => StudyOrder.Deployments.Place(group.Key.Deployment)).ThenBy(group => StudyOrder.Operators.Place(group.Key.Operator)).ToList();
        if (groups.Count == 0)
            throw new ArgumentException($"no request of '{subject}' is kept; there are {string.Join(", ", measured.Rows.Select(row => row.Key.Setup.Subject).Distinct())}", nameof(subject));
        return Draw(
            [
                .. groups.Select(group => ($"{StudyLabels.Initials(group.Key.Operator)} on {StudyLabels.Of(group.Key.Deployment)}",
                    (IReadOnlyList<(string, string, double)>)[.. group.SelectMany(row => row.Steps).GroupBy(step => step.Key)
                        .Select(step => (step.Key.Split(' ')[0], step.Key.Split(' ')[1], step.Sum(one => one.Value) / group.Count()))])),
            ],
            $"{StudyLabels.Of(subject!)}, means of n = {string.Join(" or ", groups.Select(group => group.Count()).Distinct().Order())} requests; source: {measured.Source}");
    }

    private static Figure Draw(IReadOnlyList<(string Title, IReadOnlyList<(string Place, string Step, double Seconds)> Steps)> panels, string caption)
    {
        if (panels.Count == 0) throw new ArgumentException("there is no request to break down", nameof(panels));
        var columns = Math.Min(3, panels.Count);
        return new Figure([.. panels.Select(panel => Panel(panel.Title, panel.Steps))])
        {
            Title = "Where the time goes",
            Columns = columns,
            Width = columns == 1 ? 520 : 960,
            Height = 90 + (290 * ((panels.Count + columns - 1) / columns)),
            ShowLegend = true,
            Caption = $"C-M, M-E, E-C: links there and back; Cl, M, E, C: client and tiers; other: queues, and bytes at the client; {caption}",
        };
    }

    private static Panel Panel(string title, IReadOnlyList<(string Place, string Step, double Seconds)> steps)
    {
        var places = s_places.Where(place => steps.Any(step => step.Place == place)).ToList();
        var heights = places.ToDictionary(place => place, _ => 0.0);
        var bars = new List<BarTrace>();
        foreach (var (kind, color, _) in s_kinds)
        {
            double[] bases = [.. places.Select(place => heights[place])];
            double[] values = [.. places.Select(place => 1000 * steps.Where(step => step.Place == place && KindOf(step.Place, step.Step) == kind).Sum(step => step.Seconds))];
            foreach (var (place, value) in places.Zip(values)) heights[place] += value;
            bars.Add(new(kind, [.. places.Select(place => (object)Short(place))], values) { Bases = bases, Color = color });
        }

        return new Panel(bars)
        {
            Title = FormattableString.Invariant($"{title}: {heights.Values.Sum():0.0} ms"),
            X = new Axis { IsCategory = true, Title = "place" },
            Y = new Axis { Title = "time, ms" },
        };
    }

    /// <summary>Sending and replying belong to links; what a tier does to send its reply is its own.</summary>
    private static string KindOf(string place, string step) => place.Contains('-', StringComparison.Ordinal) ? s_kinds[0].Kind
        : place == "client" ? "other" : s_kinds.Skip(1).FirstOrDefault(kind => kind.Steps.Contains(step)).Kind ?? "other";

    private static string Short(string place) => place == "client" ? "Cl" : string.Join('-', place.Split('-').Select(word => word[..1].ToUpperInvariant()));
}
