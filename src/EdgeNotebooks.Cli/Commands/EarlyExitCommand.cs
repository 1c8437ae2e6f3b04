using System.CommandLine;
using System.Text.Json.Nodes;
using EdgeNotebooks.Cli.Terminal;
using EdgeNotebooks.Host.Documents;
using EdgeNotebooks.Onnx.Cuts;
using EdgeNotebooks.Operators.EarlyExit;
using EdgeNotebooks.Operators.Verification;

namespace EdgeNotebooks.Cli.Commands;

/// <summary><c>edgenb early-exit</c>: lets an ONNX file skip what lies between two tensors.</summary>
internal static class EarlyExitCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("model") { Description = "An ONNX file." };
        var from = new Option<string>("--from") { Description = "The tensor to leave from. See 'edgenb model exits'.", Required = true };
        var to = new Option<string>("--to") { Description = "The tensor of the same type and shape to go on from.", Required = true };
        var output = new Option<string>("--out") { Description = "The ONNX file to write; OUT.proof.json beside it.", Required = true };
        var shapes = new Option<string[]>("--input-shape") { Description = ModelFiles.ShapeHelp };
        var noVerify = new Option<bool>("--no-verify") { Description = "Does not run the result beside head and tail." };
        var json = new Option<bool>("--json") { Description = "One JSON document on stdout." };
        var command = new Command("early-exit", "Skips a run of blocks and proves what came out.") { path, from, to, output, shapes, noVerify, json };
        command.SetAction(parsed =>
        {
            var model = ModelFiles.Load(parsed.GetValue(path)!);
            var (start, end) = (parsed.GetValue(from)!, parsed.GetValue(to)!);
            var exited = model.EarlyExit(start, end);
            var given = ModelFiles.Shapes(parsed.GetValue(shapes));
            var proof = parsed.GetValue(noVerify) ? null : model.VerifyEarlyExit(exited, start, end, RandomInputs.Of(model, inputShapes: given));
            if (proof is { Holds: false })
            {
                Failure.Line($"model '{model.Label}': {proof}; nothing was written (--no-verify writes the model all the same)");
                return Failure.WorkFailed;
            }

            var file = parsed.GetValue(output)!;
            exited.Save(file);
            var report = new JsonObject
            {
                ["model"] = file,
                ["from"] = start,
                ["to"] = end,
                ["removedNodes"] = ModelInfo.Of(model).Nodes - ModelInfo.Of(exited).Nodes,
                ["proof"] = proof?.ToJson(),
            };
            var text = JsonText.Of(report);
            if (proof is not null) WholeFile.Write(ProofPath(file), text);
            Console.WriteLine(parsed.GetValue(json) ? text : $"{file}\n{proof?.ToString() ?? "not verified"}");
            return 0;
        });
        return command;
    }

    private static string ProofPath(string file) => Path.ChangeExtension(file, ".proof.json");
}
