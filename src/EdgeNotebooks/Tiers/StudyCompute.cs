namespace EdgeNotebooks.Tiers;

/// <summary>How long the study's tiers took for an unchanged model when links hardly counted; the cloud has a GPU.</summary>
/// <remarks>
/// Medians in seconds. Mobile and edge are those of the main experiment (links of 200 Mbit/s, some 0.1 s of them); the cloud's is the
/// grid's cell of 200 by 200 Mbit/s, since its own link of 1 Mbit/s covers its compute time in the main experiment. All of a request is
/// in them: loading the model, pictures and JSON too. Source: <c>data/paper/latency_summary.csv</c> and <c>network_summary.csv</c>.
/// </remarks>
internal static class StudyCompute
{
    private static readonly Dictionary<string, (double Mobile, double Edge, double Cloud)> s_medians = new()
    {
        ["resnet"] = (8.943, 5.642, 1.453),
        ["resnext"] = (6.305, 3.968, 1.223),
        ["fcn"] = (27.392, 12.287, 0.480),
        ["duc"] = (45.464, 23.646, 1.143),
    };

    /// <summary>The study's subjects.</summary>
    public static IReadOnlyCollection<string> Subjects => s_medians.Keys;

    /// <summary>Mobile's and edge's time over the cloud's.</summary>
    /// <param name="subject">A subject of the study, or its small counterpart.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static (double Mobile, double Edge) OverCloud(string subject)
    {
        var name = subject.EndsWith("_mini", StringComparison.Ordinal) ? subject[..^"_mini".Length] : subject;
        return s_medians.TryGetValue(name, out var medians)
            ? (medians.Mobile / medians.Cloud, medians.Edge / medians.Cloud)
            : throw new ArgumentException($"the study has no subject '{subject}'; there are {string.Join(", ", s_medians.Keys)}", nameof(subject));
    }
}
