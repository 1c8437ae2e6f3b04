using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Cuts;
using EdgeNotebooks.Operators.EarlyExit;
using EdgeNotebooks.Subjects;
using EdgeNotebooks.Tests.Onnx;

namespace EdgeNotebooks.Tests.Subjects;

/// <summary>The study's cuts and exits are found in the graph, whatever the tensors are called.</summary>
public class StudyCutsTests
{
    [Theory]
    [InlineData("resnet")]
    [InlineData("resnext")]
    [InlineData("fcn")]
    [InlineData("duc")]
    public void AreFound_AlsoUnderRandomNames(string subject)
    {
        var known = SubjectCatalog.Require(subject);
        var model = FullSizeModel.Build(subject);
        var (renamed, name) = RandomNames.For(model);
        Check(model, known, one => one);
        Check(renamed, known, name);
    }

    private static void Check(OnnxModel model, Subject subject, Func<string, string> name)
    {
        var shapes = new Dictionary<string, TensorShape> { [name(subject.InputName)] = subject.TypicalShape };
        var cut = Assert.Single(model.Cuts(shapes), cut => cut.Tensors.ToHashSet().SetEquals(subject.Cuts.Partition.Select(name)));
        // The study's criterion: 49 to 51 % of the parameters (PAPER.md, section 4); its cut inside of duc's block leaves as much.
        Assert.InRange(cut.ParameterShare, 0.485, 0.515);
        var exits = model.Exits(shapes);
        Assert.Contains(exits, exit => (exit.From, exit.To, exit.Blocks) == (name(subject.Cuts.ExitFrom), name(subject.Cuts.ExitTo), 2));
        Assert.Equal(name(subject.Cuts.ExitTo), exits.SkipLast(2).To);
    }
}
