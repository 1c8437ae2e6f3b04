using EdgeNotebooks.Cli.Commands;
using EdgeNotebooks.Host.Jupyter.Specs;

namespace EdgeNotebooks.Cli.Doctor;

/// <summary>What works together with the project: notebook clients, a browser, Python references of the tests.</summary>
internal static class PeerFindings
{
    private const string SystemPython = "/usr/bin/python3";

    /// <summary>Modules that tests compare with, and the Debian packages that bring them.</summary>
    private static readonly (string Module, string Package)[] s_modules = [("onnx", "python3-onnx"), ("scipy", "python3-scipy"), ("PIL", "python3-pil"), ("nbclient", "python3-nbclient")];

    public static IEnumerable<Finding> Notebooks()
    {
        yield return new("notebooks", "edgenb run", Finding.Ok, "built in");
        var specs = KernelSpecFolders.All(KernelPlaceOptions.PythonPrefix()).SelectMany(KernelSpec.In).ToList();
        if (specs.Count == 0) yield return new("notebooks", "kernel", Finding.Missing, "Jupyter clients do not know ours", "edgenb kernel install --user");
        foreach (var spec in specs)
        {
            yield return spec.IsUsable
                ? new("notebooks", $"kernel '{spec.Name}'", Finding.Ok, spec.Folder)
                : new("notebooks", $"kernel '{spec.Name}'", Finding.Missing, $"{spec.Folder}: its program is gone", $"edgenb kernel install --user --as {spec.Name}");
        }

        yield return Tool("notebooks", "Jupyter", ["jupyter", "jupyter-lab", "jupyter-notebook"], "apt-get install jupyter-notebook, or open notebooks in VS Code");
    }

    public static IEnumerable<Finding> Peers()
    {
        yield return Tool("peers", "browser", ["chromium", "chromium-browser", "google-chrome"], "apt-get install chromium; only tests of pages need it");
        // The tests take the system's own first, where Debian's packages are.
        var python = File.Exists(SystemPython) ? SystemPython : Tools.Find("python3");
        if (python is null)
        {
            yield return new("peers", "Python", Finding.Missing, "not on the path", "apt-get install python3; only tests compare with it");
            yield break;
        }

        var there = Tools.Output(python, "-c", $"import importlib.util as u; print(' '.join(m for m in '{string.Join(' ', s_modules.Select(module => module.Module))}'.split() if u.find_spec(m)))")?.Split(' ', StringSplitOptions.TrimEntries) ?? [];
        foreach (var (module, package) in s_modules)
        {
            yield return there.Contains(module)
                ? new("peers", $"Python '{module}'", Finding.Ok, "here")
                : new("peers", $"Python '{module}'", Finding.Missing, "not here; tests that compare with it are skipped", $"apt-get install {package}");
        }
    }

    private static Finding Tool(string area, string what, string[] names, string remedy) => names.Select(Tools.Find).FirstOrDefault(path => path is not null) is { } found
        ? new(area, what, Finding.Ok, found)
        : new(area, what, Finding.Missing, "not on the path", remedy);
}
