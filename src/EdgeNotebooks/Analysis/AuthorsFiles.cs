using System.Globalization;
using System.Text;

namespace EdgeNotebooks.Analysis;

/// <summary>Turns the result files of the replication package into the two tables that <see cref="Study"/> reads.</summary>
/// <param name="Latencies">Configurations of the main experiment that were found; the study has 72.</param>
/// <param name="Grid">Files of the bandwidth grid that were found; the package has 1,391 of 1,392.</param>
/// <param name="Missing">Configurations of the main experiment without a file.</param>
public sealed record AuthorsFiles(int Latencies, int Grid, IReadOnlyList<string> Missing)
{
    private const int Kept = 500;
    private static readonly string[] s_subjects = ["resnet", "resnext", "fcn", "duc"];
    private static readonly string[] s_single = ["identity", "quantize", "earlyexit", "quantize_earlyexit"];
    private static readonly string[] s_pair = ["partition", "quantize_earlyexit_partition"];
    private static readonly string[] s_deployments = ["mobile", "edge", "cloud", "mobile_edge", "edge_cloud", "mobile_cloud"];

    /// <summary>
    /// Reads every result file below <paramref name="package"/> and writes <c>raw/latency_raw.csv</c> (the last 500 lines of each file: run 1
    /// was a warm-up) and <c>network_variation.csv</c> into <paramref name="folder"/>, each whole or not at all. Numbers keep their digits.
    /// </summary>
    /// <exception cref="InvalidTableException">There is no result file, or one is damaged or too short.</exception>
    public static AuthorsFiles Convert(string package, string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(package);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var files = Directory.EnumerateFiles(package, "*_results.txt", SearchOption.AllDirectories)
            .Select(AuthorsFile.Of).OfType<AuthorsFile>()
            .GroupBy(file => (file.Configuration, file.MobileEdge, file.EdgeCloud)).Select(Chosen).ToArray();
        if (files.Length == 0) throw new InvalidTableException(package, "no result file of the replication package (such as 'mobile_resnet_results.txt') lies here or below");
        var main = files.Where(file => !file.IsOfGrid).ToDictionary(file => file.Configuration);
        // Both tables are made before one is written: a damaged file leaves what is there. A table without rows would look like data.
        var (latency, network) = (Latency(main), Network(files));
        if (main.Count > 0) Write(Path.Combine(folder, "raw", "latency_raw.csv"), latency);
        if (main.Count < files.Length) Write(Path.Combine(folder, "network_variation.csv"), network);
        return new(main.Count, files.Length - main.Count, [.. Order().Where(one => !main.ContainsKey(one)).Select(one => one.ToString())]);
    }

    /// <summary>The order of the study's own table: one tier, then pairs, the classifiers' before the segmenters'.</summary>
    private static IEnumerable<Configuration> Order() =>
    [
        .. from deployment in s_deployments[..3] from subject in s_subjects from one in s_single select new Configuration(subject, one, deployment),
        .. from deployment in new[] { "mobile_cloud", "edge_cloud", "mobile_edge" } from subject in s_subjects[..2] from one in s_pair select new Configuration(subject, one, deployment),
        .. from deployment in new[] { "mobile_edge", "mobile_cloud", "edge_cloud" } from subject in s_subjects[2..] from one in s_pair select new Configuration(subject, one, deployment),
    ];

    private static string Latency(Dictionary<Configuration, AuthorsFile> files)
    {
        var text = new StringBuilder("subject,tier,operator,latency_s\n");
        foreach (var one in Order().Where(files.ContainsKey))
        {
            var values = files[one].Values();
            if (values.Count < Kept) throw new InvalidTableException(files[one].Path, $"the file has {values.Count} latencies; the study keeps the last {Kept} of 600");
            foreach (var value in values.Skip(values.Count - Kept))
                text.Append(CultureInfo.InvariantCulture, $"{one.Subject},{one.Deployment},{one.Operator},{value}\n");
        }

        return text.ToString();
    }

    private static string Network(IEnumerable<AuthorsFile> files)
    {
        var text = new StringBuilder("subject,deployment,operator,mobile_edge_mbps,edge_cloud_mbps,repeat,latency_s\n");
        var ordered = files.Where(file => file.IsOfGrid)
            .OrderBy(file => Array.IndexOf(s_subjects, file.Configuration.Subject)).ThenBy(file => Array.IndexOf(s_deployments, file.Configuration.Deployment))
            .ThenBy(file => Array.IndexOf([.. s_single, .. s_pair], file.Configuration.Operator)).ThenBy(file => file.MobileEdge).ThenBy(file => file.EdgeCloud);
        foreach (var file in ordered)
        {
            var (one, values) = (file.Configuration, file.Values());
            for (var i = 0; i < values.Count; i++)
                text.Append(CultureInfo.InvariantCulture, $"{one.Subject},{one.Deployment},{one.Operator},{file.MobileEdge},{file.EdgeCloud},{i + 1},{values[i]}\n");
        }

        return text.ToString();
    }

    /// <summary>Of copies under one name, the one nearest to the package's root.</summary>
    private static AuthorsFile Chosen(IEnumerable<AuthorsFile> copies) =>
        copies.OrderBy(file => file.Path.Count(letter => letter == Path.DirectorySeparatorChar)).ThenBy(file => file.Path, StringComparer.Ordinal).First();

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var beside = $"{path}.{Environment.ProcessId}.tmp";
        File.WriteAllText(beside, text);
        File.Move(beside, path, overwrite: true);
    }
}
