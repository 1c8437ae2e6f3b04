using System.Text.Json.Nodes;

namespace EdgeNotebooks.Cli.Tests.Models;

public sealed class ModelCommandTests : IDisposable
{
    private const string Model = "models/resnet_mini.onnx";
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Info_TellsWhatTheCardTells()
    {
        var outcome = Edgenb.Run(Edgenb.Root, "model", "info", Model, "--json");
        Assert.Equal(0, outcome.Status);
        var info = JsonNode.Parse(outcome.Output)!;
        var card = JsonNode.Parse(File.ReadAllText(Path.Combine(Edgenb.Root, "models/resnet_mini.json")))!;
        Assert.Equal(card["parameters"]!.GetValue<long>(), info["parameters"]!.GetValue<long>());
        Assert.Equal(card["bytes"]!.GetValue<long>(), info["bytes"]!.GetValue<long>());
        Assert.Equal(17, info["opset"]!.GetValue<int>());
        var input = Assert.Single(info["inputs"]!.AsArray())!;
        Assert.Equal(("input", "float32"), (input["name"]!.ToString(), input["type"]!.ToString()));
        Assert.Equal(["3", "64", "64"], input["shape"]!.AsArray().Skip(1).Select(axis => axis!.ToString()));
    }

    [Fact]
    public void MacsGrowWithTheBatch()
    {
        var one = Macs();
        Assert.Equal(4 * one, Macs("--input-shape", "input=4x3x64x64"));

        static long Macs(params string[] more) =>
            JsonNode.Parse(Edgenb.Run(Edgenb.Root, ["model", "info", Model, "--json", .. more]).Output)!["macs"]!.GetValue<long>();
    }

    [Fact]
    public void Cuts_AreInTopologicalOrder_AndAddUp()
    {
        var outcome = Edgenb.Run(Edgenb.Root, "model", "cuts", Model, "--json");
        Assert.Equal(0, outcome.Status);
        var cuts = JsonNode.Parse(outcome.Output)!.AsArray();
        // Cuts of one tensor lie behind one another; cuts through parallel branches need not.
        var before = cuts.Where(cut => cut!["tensors"]!.AsArray().Count == 1).Select(cut => cut!["parametersBefore"]!.GetValue<long>()).ToArray();
        Assert.True(before.Length > 13);
        Assert.Equal(before.Order(), before);
        Assert.Single(cuts.Select(cut => cut!["macsBefore"]!.GetValue<long>() + cut["macsAfter"]!.GetValue<long>()).Distinct());
        Assert.Contains(cuts, cut => cut!["tensors"]!.AsArray().Select(tensor => tensor!.ToString()).SequenceEqual(["/layer3/layer3.2/Add_output_0"]));
    }

    [Theory]
    [InlineData("model 'nowhere.onnx' does not exist", "nowhere.onnx")]
    [InlineData("text.onnx", "text.onnx")]
    [InlineData("empty.onnx", "empty.onnx")]
    [InlineData("'data' is not in", "resnet_mini.onnx", "--input-shape", "data=1x3x64x64")]
    [InlineData("does not fit", "resnet_mini.onnx", "--input-shape", "input=1x4x64x64")]
    [InlineData("write --input-shape NAME=", "resnet_mini.onnx", "--input-shape", "1x3x64x64")]
    public void BadInput_IsOneLine(string says, params string[] arguments)
    {
        _scratch.File("text.onnx", "this is no model");
        _scratch.File("empty.onnx", "");
        File.Copy(Path.Combine(Edgenb.Root, Model), _scratch.Path("resnet_mini.onnx"));
        foreach (var verb in new[] { "info", "cuts" })
        {
            var outcome = Edgenb.Run(_scratch.Folder, ["model", verb, .. arguments]);
            Assert.Equal(2, outcome.Status);
            Assert.Empty(outcome.Output);
            Assert.Contains(says, Assert.Single(outcome.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        }
    }
}
