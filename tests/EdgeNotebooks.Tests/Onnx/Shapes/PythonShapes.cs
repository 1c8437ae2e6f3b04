using System.Diagnostics;
using System.Text.Json;
using EdgeNotebooks.Onnx;

namespace EdgeNotebooks.Tests.Onnx.Shapes;

/// <summary>
/// What onnx.shape_inference of the Python package says (data_prop on): element type and axes of each tensor it can tell. An axis is
/// a number, a name, or null.
/// </summary>
internal static class PythonShapes
{
    private const string Python = "/usr/bin/python3";

    private const string Script = """
        import json, os, sys
        import onnx, onnx.shape_inference
        if sys.argv[1] == 'version':
            print(onnx.defs.onnx_opset_version())
            sys.exit()
        def dim(d):
            return d.dim_value if d.HasField('dim_value') else d.dim_param if d.HasField('dim_param') else None
        found = {}
        for file in sorted(os.listdir(sys.argv[1])):
            graph = onnx.shape_inference.infer_shapes(onnx.load(os.path.join(sys.argv[1], file)), data_prop=True).graph
            found[os.path.splitext(file)[0]] = {
                v.name: [v.type.tensor_type.elem_type, [dim(d) for d in v.type.tensor_type.shape.dim] if v.type.tensor_type.HasField('shape') else None]
                for v in graph.value_info}
        print(json.dumps(found))
        """;

    /// <summary>The newest opset that it knows; skips the test where the package is not installed.</summary>
    public static int NewestOpset()
    {
        Assert.SkipUnless(File.Exists(Python), $"{Python} is not here");
        var (status, output) = Run("version");
        Assert.SkipUnless(status == 0, $"{Python} has no package onnx (Debian: python3-onnx)");
        return int.Parse(output);
    }

    public static Dictionary<string, Dictionary<string, (ElementType Type, JsonElement[]? Dims)>> Of(IEnumerable<OnnxModel> models)
    {
        using var folder = new TemporaryFolder();
        foreach (var model in models) model.Save(folder[$"{model.Name}.onnx"]);
        var (status, output) = Run(folder.Path);
        Assert.Equal(0, status);
        return JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, JsonElement[]>>>(output)!.ToDictionary(
            model => model.Key,
            model => model.Value.ToDictionary(tensor => tensor.Key, tensor => ((ElementType)tensor.Value[0].GetInt32(), tensor.Value[1].Deserialize<JsonElement[]>())));
    }

    private static (int Status, string Output) Run(string argument)
    {
        using var process = Process.Start(new ProcessStartInfo(Python, ["-c", Script, argument]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, errors.Result.Length > 0 && process.ExitCode != 0 ? errors.Result : output);
    }
}
