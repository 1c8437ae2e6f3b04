using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Cuts;
using EdgeNotebooks.Subjects;

namespace EdgeNotebooks.Tests.Subjects;

public class SubjectCatalogTests
{
    [Fact]
    public void Names_AreThoseOfTheContract() =>
        Assert.Equal(["resnet", "resnext", "fcn", "duc", "resnet_mini", "resnext_mini", "fcn_mini", "duc_mini"], SubjectCatalog.Names);

    [Fact]
    public void AnUnknownSubject_SuggestsTheNearest()
    {
        var error = Assert.Throws<UnknownSubjectException>(() => SubjectCatalog.Require("resnet_min"));
        Assert.Equal("resnet_mini", error.Nearest);
        Assert.Contains("'resnet_mini'", error.Message);
    }

    /// <summary>PAPER.md, section 4.</summary>
    [Fact]
    public void FullSize_HasTheCutsOfThePaper()
    {
        var (resnet, fcn, duc) = (SubjectCatalog.Require("resnet").Cuts, SubjectCatalog.Require("fcn").Cuts, SubjectCatalog.Require("duc").Cuts);
        Assert.Equal(["/layer3/layer3.16/Add_output_0"], resnet.Partition);
        Assert.Equal(["/layer3/layer3.12/Add_output_0"], resnet.ExitPartition);
        Assert.Equal(("/layer4/layer4.0/Add_output_0", "/layer4/layer4.2/Add_output_0"), (resnet.ExitFrom, resnet.ExitTo));
        Assert.Equal(["995", "945"], fcn.Partition);
        Assert.Equal(["995", "905"], fcn.ExitPartition);
        Assert.Equal(("967", "987"), (fcn.ExitFrom, fcn.ExitTo));
        Assert.Equal(["conv5_1_1x1_proj/bn", "conv5_1_3x3/relu"], duc.Partition);
        Assert.Equal(["conv4_23"], duc.ExitPartition);
        Assert.Equal(("conv5_1", "conv5_3"), (duc.ExitFrom, duc.ExitTo));
    }

    public static TheoryData<string> SmallClassifiers => ["resnet_mini", "resnext_mini"];

    /// <summary>The study divides into halves of equal size; blocks of a small subject allow a few points beside it.</summary>
    [Theory]
    [MemberData(nameof(SmallClassifiers))]
    public void TheCutOfASmallSubject_HalvesItsParameters(string name)
    {
        var found = SubjectCatalog.Default().Find(name);
        var cut = OnnxModel.Load(found.RequirePath()).Cuts().Single(cut => cut.Tensors.SequenceEqual(found.Subject.Cuts.Partition));
        Assert.InRange(cut.ParameterShare, 0.45, 0.55);
    }

    [Fact]
    public void ASmallSubject_IsTrainedAndHasACard()
    {
        var found = SubjectCatalog.Default().Find("resnet_mini");
        Assert.Equal("trained", found.Weights);
        Assert.Equal("resnet_mini", found.Card!.Subject);
    }

    [Fact]
    public void AFullSizeModel_IsFoundWithTheWeightsItStates()
    {
        using var folder = new TempFolder();
        var models = Path.Combine(folder.Path, "models");
        Directory.CreateDirectory(Path.Combine(models, "cache"));
        File.WriteAllText(Path.Combine(models, "zoo.json"), """{ "fcn": ["cache/mine.onnx"] }""");
        Tiny("random").Save(Path.Combine(models, "cache", "duc.onnx"));
        Tiny(null).Save(Path.Combine(models, "cache", "mine.onnx"));
        var catalog = new SubjectCatalog(models);
        Assert.Equal("random", catalog.Find("duc").Weights);
        Assert.Equal("original", catalog.Find("fcn").Weights);
        Assert.Throws<RandomWeightsException>(catalog.Find("duc").RequireAccuracy);
        var missing = Assert.Throws<FileNotFoundException>(() => catalog.Find("resnet").RequirePath());
        Assert.Contains("edgenb models build resnet", missing.Message);
    }

    [Fact]
    public void AZooWithAnUnknownSubject_IsRejected()
    {
        using var folder = new TempFolder();
        File.WriteAllText(Path.Combine(folder.Path, "zoo.json"), """{ "fnc": ["a.onnx"] }""");
        Assert.Contains("'fcn'", Assert.Throws<InvalidDataException>(() => new SubjectCatalog(folder.Path).Find("fcn")).Message);
    }

    private static OnnxModel Tiny(string? weights)
    {
        var graph = new GraphBuilder("tiny").Input("x", ElementType.Float32, 1).Node("Relu", ["x"], ["y"]).Output("y", ElementType.Float32, 1);
        return (weights is null ? graph : graph.Metadata(SubjectModel.WeightsKey, weights)).Build();
    }
}
