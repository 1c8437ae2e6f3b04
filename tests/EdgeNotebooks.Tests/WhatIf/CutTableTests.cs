using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Cuts;
using EdgeNotebooks.Operators.EarlyExit;
using EdgeNotebooks.Operators.Verification;
using EdgeNotebooks.Subjects;
using EdgeNotebooks.WhatIf.Profiling;

namespace EdgeNotebooks.Tests.WhatIf;

public class CutTableTests
{
    [Fact]
    public void TheCutsOfAnExit_AreCutsOfTheShortenedModel()
    {
        var model = OnnxModel.Load(SubjectCatalog.Default().Find("resnet_mini").RequirePath());
        var table = new CutTable(model, RandomInputs.Of(model));
        // The oracle searches each shortened model for its cuts, which knows nothing of the table's.
        foreach (var exit in table.Exits)
        {
            var own = model.EarlyExit(exit.From, exit.To).Cuts().Select(cut => string.Join('+', cut.Tensors)).ToHashSet();
            var kept = exit.CutsBefore.Concat(exit.CutsBehind).Select(cut => table.Cuts[cut].Label).ToArray();
            Assert.Empty(kept.Except(own));
            Assert.True(kept.Length >= 0.9 * own.Count, $"{exit.Label}: {kept.Length} of {own.Count}");
            Assert.True(exit.FromPosition < exit.ToPosition && exit.CutsBefore.All(cut => table.Cuts[cut].Position <= exit.FromPosition + 1e-9) && exit.CutsBehind.All(cut => table.Cuts[cut].Position >= exit.ToPosition - 1e-9));
            // What is gone has its weights between the nearest cuts.
            Assert.InRange(exit.RemovedWeightShare, 0, exit.ToWeightShare - exit.FromWeightShare + 1e-9);
            Assert.InRange(exit.ToWeightShare - exit.FromWeightShare, 0, 0.99);
        }
    }

    [Fact]
    public void Anchors_AreSpreadOverTheCompute()
    {
        var model = OnnxModel.Load(SubjectCatalog.Default().Find("resnet_mini").RequirePath());
        var table = new CutTable(model, RandomInputs.Of(model));
        var anchors = table.Anchors(6);
        Assert.InRange(anchors.Count, 4, 6);
        Assert.True(table.Cuts[anchors[^1]].Position - table.Cuts[anchors[0]].Position > 0.4);
        Assert.All(table.Cuts, cut => Assert.InRange(cut.Position, 0, 1));
    }
}
