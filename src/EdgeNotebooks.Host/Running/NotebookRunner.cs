using System.Diagnostics;
using EdgeNotebooks.Host.Assistance;
using EdgeNotebooks.Host.Display;
using EdgeNotebooks.Host.Documents;
using EdgeNotebooks.Host.Scripting;

namespace EdgeNotebooks.Host.Running;

/// <summary>Executes a notebook from top to bottom and stops at the first cell that fails.</summary>
public sealed class NotebookRunner(RunSettings settings)
{
    /// <summary>Runs all code cells. The process's console and current directory belong to the notebook meanwhile.</summary>
    /// <param name="notebook">The notebook; it is not changed.</param>
    /// <param name="progress">Told synchronously at the start and end of every code cell.</param>
    /// <param name="cancel">Stops the running cell; what ran so far is in the result.</param>
    /// <exception cref="ParameterException">A parameter that the notebook does not have, or a value of another type.</exception>
    public RunResult Run(Notebook notebook, Action<RunProgress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        NotebookParameters.Check(notebook, settings.Parameters.Keys);
        var watch = Stopwatch.StartNew();
        var output = new RecordedOutput();
        using var session = new ScriptSession(notebook.Folder, output);
        // Roslyn's services take a moment to start, which only a notebook that asks shall wait for.
        var assistant = new Lazy<CodeAssistant>(() => new CodeAssistant(() => session.Snapshot));
        session.Documentation = (name, stop) => assistant.Value.Inspect(name, name.Length, stop)?.ToString();
        var cells = new List<Cell>(notebook.Cells);
        var total = cells.Count(cell => cell.Kind == CellKind.Code);
        var number = 0;
        for (var i = 0; i < cells.Count; i++)
        {
            if (cells[i].Kind != CellKind.Code) continue;
            number++;
            progress?.Invoke(new(number, total, null, notebook with { Cells = cells }));
            var started = watch.Elapsed;
            var failure = RunCell(session, cells[i], number, cancel);
            if (failure is not null) output.Error(failure.Name, failure.Message, failure.Traceback);
            cells[i] = cells[i] with { ExecutionCount = number, Outputs = WithScripts(output.TakeCell(), cells) };
            progress?.Invoke(new(number, total, watch.Elapsed - started, notebook with { Cells = cells }));
            if (failure is not null) return new(notebook with { Cells = cells }, watch.Elapsed, failure, number);

            if (NotebookParameters.IsParameters(cells[i]) && NotebookParameters.Inject(cells[i], settings.Parameters, session) is { } injected)
            {
                cells.Insert(i + 1, injected);
                total++;
            }
        }

        return new(notebook with { Cells = cells }, watch.Elapsed, null, 0);
    }

    private CellException? RunCell(ScriptSession session, Cell cell, int number, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(settings.CellTimeout);
        try
        {
            session.Run(cell.Source, cell.Language, number, limit.Token);
            return null;
        }
        catch (CellException e)
        {
            return e;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return cancel.IsCancellationRequested
                ? new CellException("Interrupted", "stopped on request", 0, [])
                : new CellException("Timeout", FormattableString.Invariant($"still running after {settings.CellTimeout.TotalSeconds:0.###} s; see --timeout"), 0, []);
        }
        catch (NotebookFormatException e)
        {
            return new CellException("ImportError", e.Message, 0, []);
        }
        catch (Exception e)
        {
            return CellTraceback.Describe(e);
        }
    }

    /// <summary>Puts each script that an output needs before the first output of the document that needs it.</summary>
    private List<System.Text.Json.Nodes.JsonObject> WithScripts(
        IReadOnlyList<System.Text.Json.Nodes.JsonObject> outputs, IReadOnlyList<Cell> before)
    {
        var all = new List<System.Text.Json.Nodes.JsonObject>(outputs);
        foreach (var script in settings.Scripts)
        {
            if (before.SelectMany(cell => cell.Outputs).Any(output => OutputHtml.IsScript(output, script))) continue;
            var at = all.FindIndex(output => OutputHtml.Of(output) is { } html && script.IsNeededBy(html));
            if (at >= 0) all.Insert(at, OutputHtml.ScriptOutput(script));
        }

        return all;
    }
}
