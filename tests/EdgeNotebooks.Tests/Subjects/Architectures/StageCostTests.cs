using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Cuts;
using EdgeNotebooks.Subjects;
using EdgeNotebooks.Subjects.Architectures;

namespace EdgeNotebooks.Tests.Subjects.Architectures;

public class StageCostTests
{
    public static TheoryData<string> All => [.. SubjectCatalog.Names];

    /// <summary>Two ways to the same numbers: the architecture's arithmetic here, the graph's nodes and shapes there.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void Stages_AddUpToTheGraph(string name)
    {
        var subject = SubjectCatalog.Require(name);
        var graph = ModelInfo.Of(FullSizeModel.Build(name), new Dictionary<string, TensorShape> { [subject.InputName] = subject.TypicalShape });
        var costs = StageCost.Of(FullSizeModel.ArchitectureOf(name), (int)subject.TypicalShape[2].Value!.Value, (int)subject.TypicalShape[3].Value!.Value);
        Assert.Equal(["stem", "stage 1", "stage 2", "stage 3", "stage 4", "head"], costs.Select(cost => cost.Stage));
        Assert.Equal(graph.Parameters, costs.Sum(cost => cost.Parameters));
        Assert.Equal(graph.Macs, costs.Sum(cost => cost.Macs));
    }
}
