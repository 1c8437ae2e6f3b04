using System.Diagnostics;
using EdgeNotebooks.Cli.Terminal;
using EdgeNotebooks.Host.Documents;
using EdgeNotebooks.Host.Pages;
using EdgeNotebooks.Host.Running;

namespace EdgeNotebooks.Cli.Notebooks;

/// <summary>Runs one notebook in this process and writes what came out, also what came before a failure.</summary>
internal static class NotebookInProcess
{
    private static readonly TimeSpan s_saveEvery = TimeSpan.FromSeconds(5);

    public static NotebookOutcome Run(RunRequest request, CancellationToken cancel)
    {
        var file = request.Notebooks.Single();
        var notebook = NotebookReader.Read(file.Path);
        var executed = Path.Combine(request.OutputFolder, file.Subfolder, notebook.Name + ".ipynb");
        if (Path.GetFullPath(file.Path) == executed)
            throw new ArgumentException($"'{file.Path}' would be overwritten by its executed copy; name another folder with --out");

        NotebookHost.Prepare();
        var settings = new RunSettings
        {
            CellTimeout = request.Timeout,
            Parameters = request.Parameters,
            Scripts = NotebookHost.Scripts,
        };
        using var view = new RunView(notebook.Name);
        var saved = Stopwatch.StartNew();
        var result = new NotebookRunner(settings).Run(notebook, progress =>
        {
            view.Show(progress);
            if (progress.Elapsed is null || saved.Elapsed < s_saveEvery) return;
            NotebookWriter.Write(progress.Notebook, executed);
            saved.Restart();
        }, cancel);

        NotebookWriter.Write(result.Notebook, executed);
        List<string> outputs = [executed];
        if (request.WritePages)
        {
            outputs.Add(Path.ChangeExtension(executed, ".html"));
            HtmlPage.Write(result.Notebook, outputs[^1]);
        }

        var ran = result.Notebook.Cells.Count(cell => cell.ExecutionCount is not null);
        return new NotebookOutcome(file.Path, result.Failure is null ? "ok" : "failed", ran, result.Elapsed.TotalSeconds, result.FailureLine, outputs);
    }
}
