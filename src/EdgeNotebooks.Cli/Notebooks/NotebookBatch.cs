using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeNotebooks.Cli.Terminal;
using EdgeNotebooks.Host.Documents;
using EdgeNotebooks.Host.Running;

namespace EdgeNotebooks.Cli.Notebooks;

/// <summary>
/// Runs notebooks in order. A single one runs in this process; of several, each runs in a process of its own, so that none inherits
/// another's memory, threads or crash.
/// </summary>
internal static class NotebookBatch
{
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true };

    /// <returns>The exit status.</returns>
    public static int Run(RunRequest request, CancellationToken cancel)
    {
        var stdout = Console.Out;
        var known = Check(request);
        RequireWritable(request.OutputFolder);
        var outcomes = new List<NotebookOutcome>();
        foreach (var file in request.Notebooks)
        {
            var own = request with { Notebooks = [file], Parameters = Select(request.Parameters, known[file]) };
            var outcome = request.Notebooks.Count == 1 ? NotebookInProcess.Run(own, cancel) : NotebookProcess.Run(own, cancel);
            outcomes.Add(outcome);
            if (!request.Json) stdout.WriteLine(Line(outcome));
            if (outcome.Error is not null && !(request.Json && Environment.GetEnvironmentVariable(NotebookProcess.Variable) is not null)) Failure.Line(outcome.Error);
            if (cancel.IsCancellationRequested || (outcome.Error is not null && !request.KeepGoing)) break;
        }

        if (request.Json) stdout.WriteLine(new JsonArray([.. outcomes.Select(outcome => outcome.ToJson())]).ToJsonString(s_json));
        return outcomes.All(outcome => outcome.Error is null) ? 0 : Failure.WorkFailed;
    }

    /// <summary>Reads every notebook before the first one runs: a broken one, or a parameter that none has, is told at once.</summary>
    private static Dictionary<NotebookFile, IReadOnlyList<string>> Check(RunRequest request)
    {
        var known = request.Notebooks.Distinct().ToDictionary(file => file, file => NotebookParameters.Names(NotebookReader.Read(file.Path)));
        foreach (var name in request.Parameters.Keys.Where(name => !known.Values.Any(names => names.Contains(name))))
        {
            var all = known.Values.SelectMany(names => names).Distinct().Order(StringComparer.Ordinal).ToArray();
            throw new ParameterException($"no parameter '{name}' in {(known.Count == 1 ? $"'{known.Keys.Single().Path}'" : "any of the notebooks")}; "
                + (all.Length == 0 ? "there is no cell tagged 'parameters'" : $"there are: {string.Join(", ", all)}"));
        }

        return known;
    }

    private static Dictionary<string, string> Select(IReadOnlyDictionary<string, string> parameters, IReadOnlyList<string> names) =>
        parameters.Where(pair => names.Contains(pair.Key)).ToDictionary();

    private static string Line(NotebookOutcome outcome) => string.Create(CultureInfo.InvariantCulture,
        $"{outcome.Notebook}  {outcome.Status}  {outcome.Cells} cells  {outcome.Elapsed:0.0} s  {string.Join("  ", outcome.Outputs)}");

    private static void RequireWritable(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".edgenb-{Environment.ProcessId}");
            using (File.Create(probe, 1, FileOptions.DeleteOnClose))
            {
            }
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new ArgumentException($"output folder '{folder}' cannot be written ({e.Message.Split('.')[0]}); name another with --out", e);
        }
    }
}
