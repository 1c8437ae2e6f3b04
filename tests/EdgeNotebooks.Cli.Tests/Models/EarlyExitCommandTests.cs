using System.Text.Json.Nodes;

namespace EdgeNotebooks.Cli.Tests.Models;

public sealed class EarlyExitCommandTests : IDisposable
{
    private const string Model = "models/resnet_mini.onnx";
    private const string From = "/layer4/layer4.0/Add_output_0";
    private const string To = "/layer4/layer4.2/Add_output_0";
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void TheStudysExit_IsAmongThoseFound_AndRemovesWhatTheListSays()
    {
        var listed = JsonNode.Parse(Edgenb.Run(Edgenb.Root, "model", "exits", Model, "--json").Output)!.AsArray();
        var exit = Assert.Single(listed, one => (string?)one!["from"] == From && (string?)one["to"] == To)!;
        var outcome = Run("--from", From, "--to", To, "--json");
        Assert.True(outcome.Status == 0, outcome.Error);
        var proof = JsonNode.Parse(File.ReadAllText(_scratch.Path("exited.proof.json")))!["proof"]!;
        Assert.True(proof["bitEqual"]!.GetValue<bool>());
        foreach (var (info, removed) in new[] { ("nodes", "removedNodes"), ("parameters", "removedParameters"), ("macs", "removedMacs") })
            Assert.Equal(Info(Model)[info]!.GetValue<long>() - Info(_scratch.Path("exited.onnx"))[info]!.GetValue<long>(), exit[removed]!.GetValue<long>());
    }

    [Theory]
    [InlineData("their shapes are", "/layer3/layer3.0/Add_output_0", To)]
    [InlineData("wrong order", To, From)]
    [InlineData("closest: ", "layer4.0/Add_output_0", To)]
    public void BadInput_IsOneLine_AndWritesNothing(string says, string from, string to)
    {
        var outcome = Run("--from", from, "--to", to);
        Assert.Equal(2, outcome.Status);
        Assert.Contains(says, Assert.Single(outcome.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Empty(Directory.GetFiles(_scratch.Folder));
    }

    private static JsonNode Info(string model) => JsonNode.Parse(Edgenb.Run(Edgenb.Root, "model", "info", model, "--json").Output)!;

    private Outcome Run(params string[] arguments) => Edgenb.Run(Edgenb.Root, ["early-exit", Model, "--out", _scratch.Path("exited.onnx"), .. arguments]);
}
