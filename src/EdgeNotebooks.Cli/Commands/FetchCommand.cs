using System.CommandLine;
using System.Text.Json;
using EdgeNotebooks.Analysis;
using EdgeNotebooks.Cli.Terminal;
using EdgeNotebooks.Datasets.Fetching;

namespace EdgeNotebooks.Cli.Commands;

/// <summary><c>edgenb fetch</c>: downloads models, data sets and the authors' measurements.</summary>
internal static class FetchCommand
{
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static Command Create()
    {
        var kind = new Argument<string>("kind") { Description = "models, datasets or paper." };
        var names = new Argument<string[]>("name") { Arity = ArgumentArity.ZeroOrMore, Description = "Which of them; all by default." };
        var output = new Option<string?>("--out") { Description = "Target folder. Without it: models/cache, data/sets or data/paper of the checkout, or of the current folder." };
        var manifest = new Option<string?>("--manifest") { Description = "A manifest of your own (JSON), such as one that names mirrors." };
        var list = new Option<bool>("--list") { Description = "Only says what can be fetched, from where, and on what terms." };
        var json = new Option<bool>("--json") { Description = "The result as one JSON document on stdout." };
        var command = new Command("fetch", "Downloads models, data sets or the authors' measurements; resumes, and checks what came.") { kind, names, output, manifest, list, json };
        command.SetAction(async (parsed, cancel) =>
        {
            var known = parsed.GetValue(manifest) is { } path ? FetchManifest.Load(path) : FetchManifest.Known;
            var items = known.Choose(parsed.GetValue(kind)!, parsed.GetValue(names) ?? []);
            if (parsed.GetValue(list)) return List(items, parsed.GetValue(json));
            var named = parsed.GetValue(names) is { Length: > 0 };
            if (named && items.FirstOrDefault(item => item.ByHand is not null) is { } byHand)
            {
                Failure.Line($"'{byHand.Name}' cannot be fetched without you: {byHand.ByHand}");
                return Failure.WorkFailed;
            }

            var folder = Path.GetFullPath(parsed.GetValue(output) ?? Path.Combine(ProjectRoot(), FetchManifest.Folders[parsed.GetValue(kind)!]));
            return await Fetch(items, folder, parsed.GetValue(json), cancel).ConfigureAwait(false);
        });
        return command;
    }

    private static async Task<int> Fetch(IReadOnlyList<FetchItem> items, string folder, bool json, CancellationToken cancel)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.UserAgent.ParseAdd("edgenb");
        var fetcher = new Fetcher(new Downloader(client));
        var reports = new List<object>();
        foreach (var item in items)
        {
            using var view = new FetchView(item.Name);
            if (item.ByHand is not null)
            {
                view.Say($"{item.Name}: {item.ByHand}");
                reports.Add(new { item.Name, item.Licence, Files = Array.Empty<string>(), item.ByHand });
                continue;
            }

            view.Say($"{item.Name}: {item.About} ({item.Licence})");
            if (item.Kind == "paper") reports.Add(await FetchPaper(fetcher, item, folder, view, cancel).ConfigureAwait(false));
            else reports.Add(new { item.Name, item.Licence, Files = await fetcher.FetchAsync(item, folder, view, cancel).ConfigureAwait(false), item.ByHand });
        }

        if (json) Console.WriteLine(JsonSerializer.Serialize(reports, s_json));
        else Console.WriteLine(folder);
        return 0;
    }

    /// <summary>The package itself is not kept: only its measurements are of use, and it is not ours to pass on.</summary>
    private static async Task<object> FetchPaper(Fetcher fetcher, FetchItem item, string folder, FetchView view, CancellationToken cancel)
    {
        var package = Path.Combine(folder, "raw", "package");
        await fetcher.FetchAsync(item, package, view, cancel).ConfigureAwait(false);
        var converted = AuthorsFiles.Convert(package, folder);
        Directory.Delete(package, recursive: true);
        view.Say($"{item.Name}: {converted.Latencies} of 72 configurations, {converted.Grid} of 1391 files of the bandwidth grid"
            + (converted.Missing.Count > 0 ? $"; missing: {string.Join(", ", converted.Missing)}" : ""));
        return new { item.Name, item.Licence, Files = new[] { "raw/latency_raw.csv", "network_variation.csv" }.Select(file => Path.Combine(folder, file)).Where(File.Exists), converted.Latencies, converted.Grid, converted.Missing };
    }

    private static int List(IReadOnlyList<FetchItem> items, bool json)
    {
        if (json) Console.WriteLine(JsonSerializer.Serialize(items, s_json));
        else
            foreach (var item in items)
                Console.WriteLine($"{item.Name}: {item.About}\n  licence: {item.Licence}\n" + (item.ByHand is { } word ? $"  by hand: {word}" : string.Join("\n", item.Files.Select(file => $"  from {file.Urls[0]}"))));
        return 0;
    }

    private static string ProjectRoot()
    {
        for (var folder = new DirectoryInfo(Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "EdgeNotebooks.sln"))) return folder.FullName;
        return Directory.GetCurrentDirectory();
    }
}
