using System.Globalization;
using System.Text.RegularExpressions;

namespace EdgeNotebooks.Analysis;

/// <summary>
/// One result file of the replication package, known by its name: <c>DEPLOYMENT_SUBJECT[_VARIANT][_Xmbps[_Ymbps]]_results.txt</c>.
/// Without bandwidths it is of the main experiment, with them of the bandwidth grid: X is mobile-edge, Y edge-cloud.
/// </summary>
internal sealed partial record AuthorsFile(string Path, Configuration Configuration, int? MobileEdge, int? EdgeCloud)
{
    private const string Heading = "Experiment Results";

    public bool IsOfGrid => MobileEdge is not null;

    /// <summary>What a name says, or null for a file that the study's tables do not use.</summary>
    public static AuthorsFile? Of(string path)
    {
        var match = Pattern().Match(System.IO.Path.GetFileName(path));
        if (!match.Success) return null;
        var deployment = match.Groups["deployment"].Value;
        var isPair = deployment.Contains('_', StringComparison.Ordinal);
        var variant = match.Groups["variant"].Value;
        // A model cut in two has no word of its own in the names: the pair of tiers says it.
        var @operator = (isPair, variant) switch
        {
            (false, "") => "identity",
            (false, "_int8_sptq") => "quantize",
            (false, "_earlyexit") => "earlyexit",
            (false, _) => "quantize_earlyexit",
            (true, "") => "partition",
            (true, "_earlyexit_int8_sptq") => "quantize_earlyexit_partition",
            _ => null,
        };
        var (first, second) = (Mbps(match.Groups["first"]), Mbps(match.Groups["second"]));
        // Only what crosses the edge-cloud link varies with its bandwidth; the package also holds grids of one-link deployments.
        if (@operator is null || first is not null && second is not null != deployment.EndsWith("cloud", StringComparison.Ordinal)) return null;
        return new(path, new(match.Groups["subject"].Value, @operator, deployment), first, second);
    }

    /// <summary>The latencies in seconds as they are written, the heading left out.</summary>
    /// <exception cref="InvalidTableException">The heading is missing, or a line is no number.</exception>
    public IReadOnlyList<string> Values()
    {
        var lines = File.ReadAllLines(Path);
        if (lines.Length == 0 || lines[0].Trim() != Heading) throw new InvalidTableException(Path, $"the first line is not '{Heading}'; a result file of the replication package was expected", line: 1);
        var values = lines.Skip(1).Select(line => line.Trim()).ToList();
        while (values.Count > 0 && values[^1].Length == 0) values.RemoveAt(values.Count - 1);
        var wrong = values.FindIndex(value => !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) || !double.IsFinite(seconds) || seconds < 0);
        return wrong < 0 ? values : throw new InvalidTableException(Path, $"'{values[wrong]}' is no latency in seconds", line: wrong + 2);
    }

    private static int? Mbps(Group group) => group.Success ? int.Parse(group.Value, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"^(?<deployment>mobile_edge|edge_cloud|mobile_cloud|mobile|edge|cloud)_(?<subject>resnet|resnext|fcn|duc)(?<variant>(_earlyexit)?(_int8_sptq)?)(_(?<first>\d+)mbps(_(?<second>\d+)mbps)?)?_results\.txt$")]
    private static partial Regex Pattern();
}
