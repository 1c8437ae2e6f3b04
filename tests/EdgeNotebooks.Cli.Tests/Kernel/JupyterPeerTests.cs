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
        // Paging is IPython's alone; everything else is switched on.
        Assert.Equal(("1", "OK"), (Regex.Match(outcome.Error, @"skipped=(\d+)").Groups[1].Value, Regex.Match(outcome.Error, "^OK", RegexOptions.Multiline).Value));
    }

    [Fact]
    public void TheClientLibrary_ExecutesANotebook_ToTheSameOutputsAsTheRunner() => Compare(exact: true, "07-paper-check");

    /// <summary>Notebooks that measure this machine differ in numbers from run to run, and in nothing else.</summary>
    [Fact]
    public void AllShippedNotebooks_GiveTheSameOutputsAsTheRunner()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("EDGENB_TEST_LONG"))) Assert.Skip("takes minutes; tests/run --long runs it");
        Compare(exact: false, [.. Directory.GetFiles(Path.Combine(Edgenb.Root, "notebooks"), "0*.ipynb").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)]);
    }

    private void Compare(bool exact, params string[] names)
    {
        string[] notebooks = [.. names.Select(name => Path.Combine(Edgenb.Root, "notebooks", name + ".ipynb"))];
        var peer = JupyterPeer.Run(_scratch, "nbclient", "execute.py", [_scratch.Path("kernel"), .. notebooks]);
        Assert.True(peer.Status == 0, peer.Error);
        var runner = Edgenb.Run(_scratch.Folder, ["run", .. notebooks, "--out", "runner"]);
        Assert.True(runner.Status == 0, runner.Error);
        foreach (var name in names)
        {
            var (ours, theirs) = (Outputs($"runner/{name}.ipynb"), Outputs($"kernel/{name}.ipynb"));
            Assert.NotEmpty(ours);
            Assert.Equal(ours, theirs);
        }

        IEnumerable<string> Outputs(string file) => _scratch.Read(file)["cells"]!.AsArray().Select(cell => Text(cell!["outputs"])).Where(text => text is not ("null" or "[]"));

        string Text(JsonNode? outputs)
        {
            // nbformat writes text as lines or whole, as it likes; ids of figures are drawn by lot.
            var text = Regex.Replace(Whole(outputs)?.ToJsonString() ?? "null", "edgenb-[0-9a-f]{32}", "edgenb-id");
            return exact ? text : Regex.Replace(text, @"-?\d[\d.]*(e[+-]?\d+)?", "0");
        }
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
