using System.Text.Encodings.Web;
using System.Text.Json;
using EdgeNotebooks.Experiments.Recording;

namespace EdgeNotebooks.Experiments;

/// <summary><c>provenance.json</c> beside the results: machines, versions, models, artefacts, certificates, accuracies and plans, out of the journal.</summary>
internal static class ProvenanceFile
{
    public const string FileName = "provenance.json";

    private static readonly JsonSerializerOptions s_options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(string folder, IReadOnlyList<Entry> entries)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            File.WriteAllText(path + ".new", Json(entries));
            File.Move(path + ".new", path, overwrite: true);
        }
        catch (IOException e)
        {
            throw new JournalException(folder, $"{FileName} cannot be written ({e.Message}); make room and start again, the journal has everything", e);
        }
    }

    public static string Json(IReadOnlyList<Entry> entries) => JsonSerializer.Serialize(new
    {
        Plans = entries.OfType<PlanEntry>(),
        PlanHashes = entries.OfType<PlanEntry>().Select(entry => entry.Hash).Distinct(),
        Subjects = entries.OfType<SubjectEntry>(),
        Artifacts = entries.OfType<ArtifactEntry>(),
        Starts = entries.OfType<StartEntry>(),
        Certificates = entries.OfType<CertificateEntry>(),
        Sentinels = entries.OfType<SentinelEntry>(),
        Accuracies = entries.OfType<AccuracyEntry>(),
        Failures = entries.OfType<FailureEntry>(),
        Rows = entries.OfType<MeasurementEntry>().Count(),
    }, s_options) + "\n";
}
