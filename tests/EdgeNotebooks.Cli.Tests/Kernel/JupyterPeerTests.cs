using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EdgeNotebooks.Cli.Tests.Kernel;

/// <summary>Jupyter's own programs with this kernel.</summary>
public sealed class JupyterPeerTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void JupytersKernelTests_Pass()
    {
        var outcome = JupyterPeer.Run(_scratch, "jupyter_kernel_test", "kernel_tests.py");
        Assert.True(outcome.Status == 0, outcome.Error);
        // Nothing is skipped: that would stand behind the OK.
        Assert.Matches(new Regex(@"^OK\s*$", RegexOptions.Multiline), outcome.Error);
    }

    /// <summary>Those that measure nothing here: every output is equal.</summary>
    [Fact]
    public void TheClientLibrary_ExecutesNotebooks_ToTheSameOutputsAsTheRunner() => Compare("07-paper-check", "08-what-if");

    /// <summary>
    /// What 01 to 06 measure is kept beside them, so that a run before both makes them equal too. Notebooks that time something in every run
    /// (00, the guides) differ in numbers, and in nothing else.
    /// </summary>
    [Fact]
    public void AllShippedNotebooks_GiveTheSameOutputsAsTheRunner()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("EDGENB_TEST_LONG") is { Length: > 0 }, "takes minutes; tests/run --long runs it");
        Assert.Equal(0, Edgenb.Run(_scratch.Folder, "new", "work").Status);
        Compare([.. Directory.GetFiles(_scratch.Path("work"), "*.ipynb", SearchOption.AllDirectories)
            .Select(path => Path.ChangeExtension(Path.GetRelativePath(_scratch.Path("work"), path), null)).Order(StringComparer.Ordinal)]);
    }

    /// <summary>The client cannot say goodbye; the kernel notices.</summary>
    [Fact]
    public void WhenTheClientIsKilled_ItsKernelEnds()
    {
        if (!JupyterPeer.Has(_scratch, "nbclient")) Assert.Skip("no Python module 'nbclient' on this machine; tests/run installs it where it can");
        JupyterPeer.InstallKernel(_scratch);
        var notebook = _scratch.Notebook("endless.ipynb", "System.IO.File.WriteAllText(\"pid\", $\"{Environment.ProcessId}\"); while (true) Console.WriteLine(\"nobody listens\");");
        using var client = JupyterPeer.StartProcess(_scratch, "execute.py", _scratch.Path("out"), notebook);
        var pid = _scratch.Path("pid");
        Within(TimeSpan.FromMinutes(1), () => File.Exists(pid) && File.ReadAllText(pid).Length > 0);
        using var kernel = Process.GetProcessById(int.Parse(File.ReadAllText(pid), CultureInfo.InvariantCulture));
        Assert.False(kernel.HasExited);
        client.Kill();
        Assert.True(kernel.WaitForExit(TimeSpan.FromSeconds(20)));
    }

    private static void Within(TimeSpan limit, Func<bool> isTrue)
    {
        for (var watch = Stopwatch.StartNew(); !isTrue(); Thread.Sleep(50)) Assert.True(watch.Elapsed < limit);
    }

    private void Compare(params string[] names)
    {
        if (!Directory.Exists(_scratch.Path("work"))) Assert.Equal(0, Edgenb.Run(_scratch.Folder, "new", "work").Status);
        string[] notebooks = [.. names.Select(name => _scratch.Path($"work/{name}.ipynb"))];
        var kept = notebooks.Where(IsKept).ToArray();
        if (kept.Length > 0) Assert.Equal(0, Edgenb.Run(_scratch.Folder, ["run", .. kept, "--out", "first"]).Status);
        var peer = JupyterPeer.Run(_scratch, "nbclient", "execute.py", [_scratch.Path("kernel"), .. notebooks]);
        Assert.True(peer.Status == 0, peer.Error);
        var runner = Edgenb.Run(_scratch.Folder, ["run", .. notebooks, "--out", "runner"]);
        Assert.True(runner.Status == 0, runner.Error);
        foreach (var name in names.Select(Path.GetFileName))
        {
            var exact = char.IsAsciiDigit(name![0]) && !name.StartsWith("00", StringComparison.Ordinal);
            var (ours, theirs) = (Outputs($"runner/{name}.ipynb", exact), Outputs($"kernel/{name}.ipynb", exact));
            Assert.NotEmpty(ours);
            Assert.Equal(ours, theirs);
        }
    }

    private static bool IsKept(string notebook) => File.ReadAllText(notebook).Contains("Experiment.RunAsync", StringComparison.Ordinal);

    /// <summary>One text per output; a line of progress stands there only if the machine was slow enough to need one.</summary>
    private IEnumerable<string> Outputs(string file, bool exact) => _scratch.Read(file).All()
        .Select(output => Text(output, exact)).Where(text => !text.Contains("edgenb-progress", StringComparison.Ordinal));

    private static string Text(JsonNode output, bool exact)
    {
        // nbformat writes text as lines or whole, as it likes, and Python an exponent with a small e; ids of figures are drawn by lot.
        var text = Regex.Replace(Regex.Replace(Whole(output)!.ToJsonString(), "edgenb-[0-9a-f]{32}", "edgenb-id"), @"(?<=\d)E(?=[+-]\d)", "e");
        // A path of an SVG has as many points as there are values outside of a box's whiskers, and a picture's bytes are what they are.
        if (!exact) text = Regex.Replace(Regex.Replace(text, "\"image/svg[^\"]*\":\"[^\"]*\"", "\"svg\":0"), @"-?\d[\d.]*(e[+-]?\d+)?", "0", RegexOptions.IgnoreCase);
        return text;
    }

    private static JsonNode? Whole(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key,
            member.Value is JsonArray lines && lines.Count > 0 && lines.All(line => line is JsonValue value && value.TryGetValue<string>(out _)) && (member.Key == "text" || member.Key.Contains('/', StringComparison.Ordinal))
                ? JsonValue.Create(string.Concat(lines.Select(line => line!.ToString())))
                : Whole(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Whole)]),
        _ => node?.DeepClone(),
    };
}
