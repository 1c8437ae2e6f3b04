using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using EdgeNotebooks.Display;
using EdgeNotebooks.Experiments;
using EdgeNotebooks.Experiments.Recording;
using EdgeNotebooks.Statistics;

namespace EdgeNotebooks.Analysis.Exchange;

/// <summary>Everything that follows from a journal, as files: the same bytes for the same journal and version.</summary>
internal static class AnalysisFiles
{
    private static readonly JsonSerializerOptions s_options = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Their names and contents.</summary>
    public static IReadOnlyDictionary<string, byte[]> Of(Measurements measured) => new Dictionary<string, byte[]>
    {
        [MeasurementFile.FileName] = MeasurementFile.Content(measured.Rows),
        ["summary.json"] = Encoding.UTF8.GetBytes(measured.ToJson().ToJsonString(s_options) + "\n"),
        ["statistics.csv"] = Encoding.UTF8.GetBytes(Statistics(measured)),
        [ProvenanceFile.FileName] = Encoding.UTF8.GetBytes(measured.Provenance),
    };

    /// <summary>The study's comparisons, adjusted by Holm, as far as their groups were measured at one setting.</summary>
    private static string Statistics(Measurements measured)
    {
        var tables = new List<string>();
        foreach (var family in ComparisonFamily.All)
        {
            try
            {
                tables.Add(family.Compare(measured.Latencies(), PAdjustment.Holm).PairTable().ToCsv());
            }
            catch (ArgumentException)
            {
                // Fewer than two of its groups, or a grid of rates: nothing to compare in this family.
            }
        }

        return tables.Count == 0 ? "" : string.Concat(tables.Select((table, i) => i == 0 ? table : table[(table.IndexOf('\n', StringComparison.Ordinal) + 1)..]));
    }
}
