using System.Security.Cryptography;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Subjects.Architectures;
using EdgeNotebooks.Subjects.Cards;
using EdgeNotebooks.Subjects.Evaluation;

namespace EdgeNotebooks.Tests.Subjects.Cards;

/// <summary>The trained models that ship with the project are what their cards say.</summary>
public class EmbeddedSubjectTests
{
    public static TheoryData<string> Subjects => [.. Directory.GetFiles(Folder, "*.onnx").Select(file => Path.GetFileNameWithoutExtension(file)).Order()];

    private static string Folder => Path.GetFullPath(Path.Combine(PaperFolder.Committed, "..", "..", "models"));

    [Theory]
    [MemberData(nameof(Subjects))]
    public void TheCard_DescribesTheFile(string subject)
    {
        var (path, card) = Open(subject);
        var bytes = File.ReadAllBytes(path);
        Assert.Equal(subject, card.Subject);
        Assert.Equal(card.Sha256, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        Assert.Equal(card.Bytes, bytes.Length);
        Assert.InRange(bytes.Length, 1, 4 << 20);
        Assert.InRange(card.ExportDifference, 0, 1e-4);
        Assert.Equal($"edgenb train {subject}", card.Command);
    }

    [Theory]
    [MemberData(nameof(Subjects))]
    public void TheGraph_HasTheTopologyOfTheCard(string subject)
    {
        var (path, card) = Open(subject);
        var model = OnnxModel.Load(path);
        var sums = model.Graph.Nodes.Where(node => node.OpType == "Add").Select(node => node.Proto.Output[0]).ToArray();
        Assert.Equal(card.Architecture.Blocks().Select(block => $"/layer{block.Stage}/{block.Name}/Add_output_0"), sums);
        Assert.Equal(3, sums.Count(name => name.StartsWith("/layer4/", StringComparison.Ordinal)));
        Assert.True(sums.Count(name => name.StartsWith("/layer3/", StringComparison.Ordinal)) >= 6);
        Assert.All(sums, name => Assert.Equal("Relu", Assert.Single(model.Graph.Require(name).Readers.Select(i => model.Graph.Nodes[i].OpType).Distinct())));
        Assert.Equal(card.Parameters, card.Architecture.Parameters);
        Assert.DoesNotContain(model.Graph.Nodes, node => node.OpType == "BatchNormalization");
        Assert.Null(model.Inputs[0].Shape![0].Value);
    }

    /// <summary>
    /// Held-out top-1 must lie in 75..95 %, mean IoU in 60..90 %: hard enough to lose something, good enough to be worth deploying.
    /// </summary>
    [Theory]
    [MemberData(nameof(Subjects))]
    public void Accuracy_LiesInTheStudysRange(string subject)
    {
        var (_, card) = Open(subject);
        Assert.Equal(2000, card.Metrics.Count);
        if (card.Architecture.Head == NetworkHead.Classifier)
        {
            Assert.InRange(card.Metrics.Top1Pct!.Value, 75, 95);
            Assert.InRange(card.Metrics.Top5Pct!.Value, card.Metrics.Top1Pct.Value, 100);
        }
        else
        {
            Assert.InRange(card.Metrics.MeanIouPct!.Value, 60, 90);
        }

        Assert.NotEqual(card.Data.TrainingStream.Stream, card.Data.HeldOutStream.Stream);
    }

    /// <summary>
    /// 200 of the card's own 2,000 pictures: the standard error of the difference is below 2.5 points at 85 % top-1, and smaller for a mean
    /// over the pixels of as many pictures, so 10 points are four of them.
    /// </summary>
    [Theory]
    [MemberData(nameof(Subjects))]
    public void ASubset_ReachesTheCard(string subject)
    {
        var (path, card) = Open(subject);
        var measured = new EvaluationRequest(path, card.Data.Name) { Samples = 200, Seed = card.Data.HeldOutStream.Seed }.Run();
        var expected = card.Metrics.Top1Pct ?? card.Metrics.MeanIouPct!.Value;
        Assert.InRange(measured.Values[0].Value, expected - 10, expected + 10);
    }

    private static (string Path, ModelCard Card) Open(string subject)
    {
        var path = Path.Combine(Folder, $"{subject}.onnx");
        return (path, ModelCard.Beside(path));
    }
}
