using System.Diagnostics;

namespace EdgeNotebooks.Cli.Tests.Kernel;

/// <summary>
/// JupyterLab's own notebook, renderers and completer (its npm packages, bundled by the test) in a real browser, served by Jupyter's
/// server; JupyterLab's shell around them is not there.
/// </summary>
public sealed class JupyterLabTests : IDisposable
{
    private const string Notebook = "01-rq1-tiers.ipynb";
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void AShippedNotebook_RunsAndDraws_IsInterruptedAndRestarted_AndCompletes()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("EDGENB_TEST_LONG") is { Length: > 0 }, "installs npm packages, which takes minutes; tests/run --long runs it");
        BuildPage();
        Assert.Equal(0, Edgenb.Run(_scratch.Folder, "new", "work").Status);
        using var server = new NotebookServer(_scratch, _scratch.Path("work"), "--NotebookApp.disable_check_xsrf=True", $"--NotebookApp.extra_static_paths=['{_scratch.Path("page")}']");
        using var tab = new BrowserTab($"{server.Address}/static/lab.html?path={Notebook}");
        tab.Until("window.lab && lab.ready", s_patience);
        Assert.Equal(".net-csharp", tab.Evaluate("lab.panel.sessionContext.session.kernel.name")!.ToString());

        Assert.True(tab.Evaluate("lab.runAll()")!.GetValue<bool>());
        tab.Until("document.querySelectorAll('.edgenb-plotly .trace.boxes').length === 15", s_patience);
        if (Environment.GetEnvironmentVariable("EDGENB_SCREENSHOTS") is { Length: > 0 } pictures)
        {
            tab.Evaluate("document.querySelector('.edgenb-plotly').scrollIntoView({ block: 'center' })");
            Thread.Sleep(1000);
            tab.Screenshot(Path.Combine(pictures, "jupyterlab.png"));
        }

        tab.Evaluate("lab.run('var before = 5; while (true) { }')");
        tab.Until("lab.panel.sessionContext.session.kernel.status === 'busy'", s_patience);
        tab.Evaluate("lab.panel.sessionContext.session.kernel.interrupt()");
        tab.Until("last.node.innerText.includes('Interrupted')", s_patience);
        tab.Evaluate("lab.run('1 + 1')");
        tab.Until("last.node.innerText.trim().endsWith('2')", s_patience);

        tab.Evaluate("lab.type('Console.W')");
        tab.Until("lab.panel.content.activeCell.editor", s_patience);
        tab.Evaluate("lab.complete()");
        tab.Until("[...document.querySelectorAll('.jp-Completer-item')].some(item => item.textContent.includes('WriteLine'))", s_patience);

        tab.Evaluate("lab.panel.sessionContext.session.kernel.restart()");
        tab.Evaluate("lab.run('#!who')");
        tab.Until("last.node.innerText.includes('no variables yet')", s_patience);
    }

    private void BuildPage()
    {
        Directory.CreateDirectory(_scratch.Path("page"));
        foreach (var file in Directory.GetFiles(Path.Combine(Edgenb.Root, "tests/EdgeNotebooks.Cli.Tests/Kernel/Lab"))) File.Copy(file, _scratch.Path(Path.GetFileName(file)));
        File.Copy(_scratch.Path("lab.html"), _scratch.Path("page/lab.html"));
        Assert.SkipUnless(Try("npm", "install", "--no-audit", "--no-fund", "--no-package-lock"), "npm cannot install JupyterLab's packages here");
        Assert.True(Try("node", "build.mjs", "page"));
    }

    private bool Try(string program, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = _scratch.Folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
            return new Running(Process.Start(start)!).Finish(TimeSpan.FromMinutes(10)).Status == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
