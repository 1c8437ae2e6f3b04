using System.CommandLine;
using System.Text.Json.Nodes;
using EdgeNotebooks.Cli.Terminal;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Cuts;
using EdgeNotebooks.Operators.EarlyExit;

namespace EdgeNotebooks.Cli.Commands;

/// <summary><c>edgenb model info|cuts|exits</c>: looks into an ONNX file.</summary>
internal static class ModelCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("model") { Description = "An ONNX file." };
        var shapes = new Option<string[]>("--input-shape") { Description = ModelFiles.ShapeHelp };
        var json = new Option<bool>("--json") { Description = "One JSON document on stdout." };

        var info = new Command("info", "Inputs, outputs, size and cost.") { path, shapes, json };
        info.SetAction(parsed =>
        {
            var file = parsed.GetValue(path)!;
            var result = ModelInfo.Of(ModelFiles.Load(file), ModelFiles.Shapes(parsed.GetValue(shapes)));
            var bytes = new FileInfo(file).Length;
            Console.WriteLine(parsed.GetValue(json) ? JsonText.Of(Json(result, bytes)) : FormattableString.Invariant($"{result}\n{"bytes",-12}  {bytes}"));
        });

        var tensors = new Option<int>("--tensors") { Description = "Most tensors in a listed cut, 1 to 8; the cheapest wider ones are added where a graph has no narrower.", DefaultValueFactory = _ => 2 };
        var cuts = new Command("cuts", "Where the model can be divided, and what would cross.") { path, tensors, shapes, json };
        cuts.SetAction(parsed =>
        {
            var list = ModelFiles.Load(parsed.GetValue(path)!).Cuts(ModelFiles.Shapes(parsed.GetValue(shapes)), parsed.GetValue(tensors));
            if (list.NotListed > 0) Console.Error.WriteLine(FormattableString.Invariant($"{list.NotListed} more candidates were not looked at"));
            if (parsed.GetValue(json)) Console.WriteLine(JsonText.Of(new JsonArray([.. list.Select(Json)])));
            else foreach (var cut in list) Console.WriteLine(Line(cut));
        });

        var exits = new Command("exits", "Runs of blocks that can be skipped.") { path, shapes, json };
        exits.SetAction(parsed =>
        {
            var list = ModelFiles.Load(parsed.GetValue(path)!).Exits(ModelFiles.Shapes(parsed.GetValue(shapes)));
            if (parsed.GetValue(json)) Console.WriteLine(JsonText.Of(new JsonArray([.. list.Select(Json)])));
            else foreach (var exit in list) Console.WriteLine(Line(exit));
        });
        return new Command("model", "Looks into an ONNX file.") { info, cuts, exits };
    }

    private static string Line(Cut cut) => FormattableString.Invariant(
        $"{cut.Bytes,12} bytes  {100 * cut.ParameterShare,6:0.00} % of parameters before  {string.Join(", ", cut.Tensors)}");

    private static string Line(Exit exit) => FormattableString.Invariant(
        $"{exit.Blocks,2} blocks  {exit.RemovedNodes,4} nodes  {exit.RemovedParameters,10} parameters  {exit.RemovedMacs,12} macs  {exit.From} -> {exit.To}");

    private static JsonObject Json(Exit exit) => new()
    {
        ["from"] = exit.From,
        ["to"] = exit.To,
        ["blocks"] = exit.Blocks,
        ["removedNodes"] = exit.RemovedNodes,
        ["removedParameters"] = exit.RemovedParameters,
        ["removedMacs"] = exit.RemovedMacs,
    };

    private static JsonObject Json(ModelInfo info, long bytes) => new()
    {
        ["inputs"] = new JsonArray([.. info.Inputs.Select(Json)]),
        ["outputs"] = new JsonArray([.. info.Outputs.Select(Json)]),
        ["nodes"] = info.Nodes,
        ["initializers"] = info.Initializers,
        ["parameters"] = info.Parameters,
        ["bytes"] = bytes,
        ["opset"] = info.Opset,
        ["macs"] = info.Macs,
    };

    private static JsonObject Json(ValueInfo value) => new()
    {
        ["name"] = value.Name,
        ["type"] = value.Type.Label(),
        ["shape"] = value.Shape is { } shape ? new JsonArray([.. shape.Dims.Select(Json)]) : null,
    };

    /// <summary>A length, the name of an open one, or null.</summary>
    private static JsonNode? Json(Dim dim) => dim.Value is { } length ? JsonValue.Create(length) : dim.Symbol is { } symbol ? JsonValue.Create(symbol) : null;

    private static JsonObject Json(Cut cut) => new()
    {
        ["tensors"] = new JsonArray([.. cut.Tensors.Select(tensor => JsonValue.Create(tensor))]),
        ["bytes"] = cut.Bytes,
        ["parametersBefore"] = cut.ParametersBefore,
        ["parametersAfter"] = cut.ParametersAfter,
        ["macsBefore"] = cut.MacsBefore,
        ["macsAfter"] = cut.MacsAfter,
    };
}
