using System.CommandLine;
using System.Text.Json.Nodes;
using EdgeNotebooks.Cli.Terminal;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;

namespace EdgeNotebooks.Cli.Commands;

/// <summary><c>edgenb infer</c>: runs a chain of models on tensors from files.</summary>
internal static class InferCommand
{
    public static Command Create()
    {
        var models = new Argument<string[]>("model") { Arity = ArgumentArity.OneOrMore, Description = "ONNX files, run one after another; tensors pass by name." };
        var inputs = new Option<string[]>("--input") { Description = "ONNX TensorProto files (.pb); matched by name, else by order.", AllowMultipleArgumentsPerToken = true };
        var output = new Option<string>("--out") { Description = "Folder for output_0.pb, output_1.pb, ...", Required = true };
        var threads = new Option<int>("--threads") { Description = "Threads inside one operator.", DefaultValueFactory = _ => 1 };
        var json = new Option<bool>("--json") { Description = "One JSON document on stdout." };
        var command = new Command("infer", "Runs a chain of models on tensor files.") { models, inputs, output, threads, json };
        command.SetAction(parsed =>
        {
            using var chain = ModelFiles.Chain(parsed.GetValue(models)!, parsed.GetValue(threads));
            var files = (parsed.GetValue(inputs) ?? []).Select(file => (file, TensorFile.Read(file))).ToList();
            var made = chain.Run(Match(chain.InputTypes, files));
            var folder = Directory.CreateDirectory(parsed.GetValue(output)!).FullName;
            var written = chain.Sessions[^1].OutputTypes.Select((type, i) => Write(type.Name, made[type.Name], Path.Combine(folder, FormattableString.Invariant($"output_{i}.pb")))).ToList();
            Console.WriteLine(parsed.GetValue(json)
                ? JsonText.Of(new JsonArray([.. written.Select(one => one.Json)]))
                : string.Join('\n', written.Select(one => one.Text)));
        });
        return command;
    }

    /// <summary>Inputs by name where the files' names are those of the model, else in order.</summary>
    /// <exception cref="ArgumentException">Their number is not that of the inputs.</exception>
    private static Dictionary<string, Tensor> Match(IReadOnlyList<ValueInfo> wanted, List<(string File, (string Name, Tensor Tensor) Content)> files)
    {
        if (files.Count != wanted.Count)
            throw new ArgumentException(FormattableString.Invariant($"the chain reads {wanted.Count} inputs ({string.Join(", ", wanted.Select(input => $"'{input.Name}'"))}), but {files.Count} are given with --input"));
        var named = files.Select(file => file.Content.Name).ToHashSet();
        return named.SetEquals(wanted.Select(input => input.Name))
            ? files.ToDictionary(file => file.Content.Name, file => file.Content.Tensor)
            : wanted.Zip(files).ToDictionary(pair => pair.First.Name, pair => pair.Second.Content.Tensor);
    }

    private static (string Text, JsonNode Json) Write(string name, Tensor tensor, string path)
    {
        TensorFile.Write(path, name, tensor);
        return ($"{path}  {name}  {tensor}", new JsonObject
        {
            ["file"] = path,
            ["name"] = name,
            ["type"] = tensor.Type.Label(),
            ["shape"] = new JsonArray([.. tensor.Shape.Select(length => JsonValue.Create(length))]),
        });
    }
}
