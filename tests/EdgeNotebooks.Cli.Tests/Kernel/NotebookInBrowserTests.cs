using System.Text.Json.Nodes;

namespace EdgeNotebooks.Cli.Tests.Kernel;

/// <summary>A shipped notebook in a real browser: Jupyter Notebook's page, which has requirejs, without a network.</summary>
public sealed class NotebookInBrowserTests : IDisposable
{
    private const string Notebook = "01-rq1-tiers.ipynb";
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void AShippedNotebook_RunsAndDraws_IsInterruptedAndRestarted_AndCompletes()
    {
        // Beside the library, as in the checkout; what the page saves stays here.
        Directory.CreateDirectory(_scratch.Path("notebooks"));
        Directory.CreateSymbolicLink(_scratch.Path("artifacts"), Path.Combine(Edgenb.Root, "artifacts"));
        File.Copy(Path.Combine(Edgenb.Root, "notebooks", Notebook), _scratch.Path($"notebooks/{Notebook}"));
        using var server = new NotebookServer(_scratch, _scratch.Path("notebooks"));
        using var tab = new BrowserTab($"{server.Address}/notebooks/{Notebook}");
        tab.Until("window.Jupyter && Jupyter.notebook && Jupyter.notebook._fully_loaded && Jupyter.notebook.kernel && Jupyter.notebook.kernel.is_connected()", s_patience);
        Assert.Equal(".net-csharp", tab.Evaluate("Jupyter.notebook.kernel.name")!.ToString());

        // Every cell runs, and every figure is drawn: Plotly marks what it has drawn.
        tab.Evaluate("Jupyter.notebook.execute_all_cells()");
        tab.Until("Jupyter.notebook.get_cells().filter(c => c.cell_type === 'code').every(c => typeof c.input_prompt_number === 'number')", s_patience);
        Assert.Equal(0, tab.Evaluate("document.querySelectorAll('.output_error').length")!.GetValue<int>());
        tab.Until("document.querySelectorAll('.edgenb-plotly').length > 0 && [...document.querySelectorAll('.edgenb-plotly')].every(f => f.querySelectorAll('.cartesianlayer .trace').length > 0)", s_patience);
        // The study's four panels of three boxes, again with letters where its raw latencies are at hand, then the three tiers measured here.
        var study = File.Exists(Path.Combine(Environment.GetEnvironmentVariable("EDGENB_PAPER") ?? "", "raw/latency_raw.csv")) ? 2 : 1;
        Assert.Equal((study * 4 * 3) + 3, tab.Evaluate("document.querySelectorAll('.edgenb-plotly .trace.boxes').length")!.GetValue<int>());
        if (Environment.GetEnvironmentVariable("EDGENB_SCREENSHOTS") is { Length: > 0 } pictures)
        {
            tab.Evaluate("document.querySelector('.edgenb-plotly').scrollIntoView({ block: 'center' })");
            Thread.Sleep(1000);
            tab.Screenshot(Path.Combine(pictures, "notebook.png"));
        }

        // An endless cell is interrupted, and what was there stays.
        Run(tab, "var before = 5; while (true) { }");
        tab.Until("Jupyter.notebook.kernel_busy === true", s_patience);
        tab.Evaluate("Jupyter.notebook.kernel.interrupt()");
        tab.Until("Last().textContent.includes('Interrupted')", s_patience);
        Run(tab, "1 + 1");
        tab.Until("Last().textContent.trim().endsWith('2')", s_patience);

        // The completion list pops up.
        tab.Evaluate("(() => { const c = Jupyter.notebook.insert_cell_at_bottom('code'); c.set_text('Console.W'); Jupyter.notebook.select(Jupyter.notebook.ncells() - 1); c.focus_editor(); c.code_mirror.setCursor(0, 9); c.completer.startCompletion(); })()");
        tab.Until("[...document.querySelectorAll('.completions option')].some(o => o.textContent.startsWith('WriteLine'))", s_patience);

        // After a restart the state is gone.
        tab.Evaluate("new Promise(done => Jupyter.notebook.kernel.restart(() => done(0)))");
        tab.Until("Jupyter.notebook.kernel.is_connected()", s_patience);
        Run(tab, "#!who");
        tab.Until("Last().textContent.includes('no variables yet')", s_patience);
    }

    private static void Run(BrowserTab tab, string code) => tab.Evaluate($$"""
        window.Last = () => { const all = [...document.querySelectorAll('.code_cell')]; return all[all.length - 1].querySelector('.output') || document.body; };
        (() => { const c = Jupyter.notebook.insert_cell_at_bottom('code'); c.set_text({{JsonValue.Create(code).ToJsonString()}}); c.execute(); })()
        """);
}
