using System.Globalization;
using EdgeNotebooks.Analysis;
using EdgeNotebooks.Datasets.Fetching;
using EdgeNotebooks.Subjects;

namespace EdgeNotebooks.Cli.Doctor;

/// <summary>Models, data sets and the authors' measurements.</summary>
internal static class DataFindings
{
    public static IEnumerable<Finding> Models()
    {
        var catalog = SubjectCatalog.Default();
        if (catalog.Folder is null) yield return new("models", "folder", Finding.Missing, "no checkout above the current folder", "change into the checkout");
        foreach (var found in catalog.FindAll())
        {
            var name = found.Subject.Name;
            yield return found.Path is { } path
                ? new("models", name, Finding.Ok, $"{path}, weights={found.Weights}")
                : found.Subject.IsFullSize
                    ? new("models", name, Finding.Missing, "not here", $"edgenb models build {name} (random weights, for latency), or edgenb fetch models {name}")
                    : new("models", name, Finding.Missing, "not here", $"edgenb train {name}");
        }
    }

    public static IEnumerable<Finding> Data()
    {
        yield return new("data", "shapes, scenes", Finding.Ok, "drawn by the library itself");
        var root = SubjectCatalog.Default().Folder is { } models ? Path.GetDirectoryName(models)! : Directory.GetCurrentDirectory();
        foreach (var item in FetchManifest.Known.Items.Where(item => item.Kind == "datasets"))
        {
            var folder = Path.Combine(root, FetchManifest.Folders["datasets"], item.Name);
            yield return Directory.Exists(folder)
                ? new("data", item.Name, Finding.Ok, folder)
                : new("data", item.Name, Finding.Missing, "not fetched", item.ByHand ?? $"edgenb fetch datasets {item.Name}");
        }

        var study = Study.Open();
        yield return Raw("authors' 36,000 latencies", study.HasLatencies);
        yield return Raw("authors' bandwidth grid", study.HasNetwork);
        yield return new("data", "committed summaries", study.Summary.Count > 0 ? Finding.Ok : Finding.Missing, string.Create(CultureInfo.InvariantCulture, $"{study.Summary.Count} configurations"));
    }

    private static Finding Raw(string what, bool isThere) => isThere
        ? new("data", what, Finding.Ok, "here")
        : new("data", what, Finding.Limited, "not here; summaries take their place", $"edgenb fetch paper, or set EDGENB_PAPER to the folder that has them");
}
