using System.Text.Json;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Shapes;

namespace EdgeNotebooks.Tests.Onnx.Shapes;

/// <summary>The same graphs with all or some axes left open, against the Python package's inference.</summary>
public class PythonComparisonTests
{
    /// <summary>
    /// onnx 1.12 counts a last window that starts in the pad, which ONNX Runtime does not, and lets the names that an If's branches state
    /// stand before what can be inferred.
    /// </summary>
    private static readonly string[] s_pythonErrs = ["maxpool_ceiling_skips_a_window_in_the_pad", "if_agreeing", "if_known"];

    [Fact]
    public void WhatPythonKnowsOfClosedShapes_IsInferredToo() => Compare(model => model);

    [Fact]
    public void WhatPythonKnowsOfOpenBatches_IsInferredToo() => Compare(model => OperatorCases.Open(model, axis => axis == 0));

    [Fact]
    public void WhatPythonKnowsOfShapesOpenThroughout_IsInferredToo() => Compare(model => OperatorCases.Open(model, _ => true));

    /// <summary>Where Python knows the length or the name of an axis, so must we; where we know more, it must not contradict.</summary>
    private static void Compare(Func<OnnxModel, OnnxModel> change)
    {
        var newest = PythonShapes.NewestOpset();
        var models = OperatorCases.ByName.Values.Select(graph => change(graph.Build()))
            .Where(model => model.Opset <= newest && !s_pythonErrs.Contains(model.Name)).ToDictionary(model => model.Name);
        var compared = 0;
        foreach (var (name, tensors) in PythonShapes.Of(models.Values))
        {
            var inferred = ShapeInference.Infer(models[name]);
            foreach (var (tensor, (type, dims)) in tensors)
            {
                var ours = inferred[tensor];
                if (type != ElementType.Undefined) Assert.Equal((name, tensor, type), (name, tensor, ours?.Type ?? ElementType.Undefined));
                if (dims is null) continue;
                Assert.True(ours?.Shape?.Rank == dims.Length, $"{name}: '{tensor}' has {dims.Length} axes, but {ours} is inferred");
                for (var axis = 0; axis < dims.Length; axis++)
                {
                    var known = Known(dims[axis]);
                    if (known == Dim.Unknown) continue;
                    Assert.True(ours.Shape[axis] == known, $"{name}: axis {axis} of '{tensor}' is {known}, but {ours} is inferred");
                    compared++;
                }
            }
        }

        Assert.True(compared > 150, $"only {compared} axes were compared");
    }

    /// <summary>A name that Python made up says nothing.</summary>
    private static Dim Known(JsonElement dim) => dim.ValueKind switch
    {
        JsonValueKind.Number => dim.GetInt64(),
        JsonValueKind.String when !dim.GetString()!.StartsWith("unk__", StringComparison.Ordinal) => dim.GetString()!,
        _ => Dim.Unknown,
    };
}
