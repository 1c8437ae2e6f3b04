using System.CommandLine;
using System.Text.Json.Nodes;
using EdgeNotebooks.Cli.Terminal;
using EdgeNotebooks.Host.Documents;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Operators.Partition;
using EdgeNotebooks.Operators.Verification;

namespace EdgeNotebooks.Cli.Commands;

/// <summary><c>edgenb partition</c>: divides an ONNX file into parts that run one after another.</summary>
internal static class PartitionCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("model") { Description = "An ONNX file." };
        var at = new Option<string[]>("--at") { Description = "T[,T...]: the tensors of a cut; once for each cut, from the inputs on. See 'edgenb model cuts'." };
        var balance = new Option<string?>("--balance") { Description = "parameters or macs: parts of about equal weight instead of named cuts." };
        balance.AcceptOnlyFromAmong("parameters", "macs");
        var parts = new Option<int>("--parts") { Description = "Number of parts with --balance.", DefaultValueFactory = _ => 2 };
        var output = new Option<string>("--out") { Description = "Folder for part1.onnx, part2.onnx, ... and proof.json.", Required = true };
        var shapes = new Option<string[]>("--input-shape") { Description = ModelFiles.ShapeHelp };
        var noVerify = new Option<bool>("--no-verify") { Description = "Does not run the parts beside the whole." };
        var json = new Option<bool>("--json") { Description = "One JSON document on stdout." };
        var command = new Command("partition", "Divides a model into parts and proves that they compute it.") { path, at, balance, parts, output, shapes, noVerify, json };
        command.SetAction(parsed =>
        {
            var model = ModelFiles.Load(parsed.GetValue(path)!);
            var given = ModelFiles.Shapes(parsed.GetValue(shapes));
            var divided = Divide(model, parsed.GetValue(at) ?? [], parsed.GetValue(balance), parsed.GetValue(parts), given);
            var proof = parsed.GetValue(noVerify) ? null : divided.Verify(RandomInputs.Of(model, inputShapes: given));
            if (proof is { Holds: false })
            {
                Failure.Line($"model '{model.Label}': {proof}; nothing was written (--no-verify writes the parts all the same)");
                return Failure.WorkFailed;
            }

            var folder = parsed.GetValue(output)!;
            var paths = divided.Save(folder);
            var report = new JsonObject
            {
                ["parts"] = new JsonArray([.. paths.Select(part => JsonValue.Create(part))]),
                ["cuts"] = new JsonArray([.. divided.Cuts.Select(cut => new JsonArray([.. cut.Select(tensor => JsonValue.Create(tensor))]))]),
                ["proof"] = proof?.ToJson(),
            };
            if (proof is not null) WholeFile.Write(Path.Combine(folder, "proof.json"), JsonText.Of(report));
            Console.WriteLine(parsed.GetValue(json) ? JsonText.Of(report) : string.Join('\n', paths.Append(proof?.ToString() ?? "not verified")));
            return 0;
        });
        return command;
    }

    private static PartitionedModel Divide(OnnxModel model, string[] at, string? balance, int parts, IReadOnlyDictionary<string, TensorShape> shapes)
    {
        if (at.Length > 0 == balance is not null) throw new ArgumentException("give the cuts with --at, or a goal with --balance, one of both");
        if (balance is null) return model.Partition([.. at.Select(cut => (IReadOnlyList<string>)cut.Split(',', StringSplitOptions.TrimEntries))]);
        if (parts < 2) throw new ArgumentException(FormattableString.Invariant($"--parts is {parts}; a partition has at least 2"));
        return model.Partition(Enum.Parse<Balance>(balance, ignoreCase: true), parts, shapes);
    }
}
