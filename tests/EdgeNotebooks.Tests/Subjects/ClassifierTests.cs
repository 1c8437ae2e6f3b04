using EdgeNotebooks.Datasets;
using EdgeNotebooks.Imaging;
using EdgeNotebooks.Subjects;

namespace EdgeNotebooks.Tests.Subjects;

public class ClassifierTests
{
    private static readonly Lazy<Classifier> s_network = new(() => Classifier.Load(Path.GetFullPath("../../models/resnet_mini.onnx", PaperFolder.Committed)));

    [Fact]
    public void Answers_AreProbabilitiesOfNamedClasses()
    {
        var items = ShapesDataset.HeldOut(8).ToArray();
        var answers = s_network.Value.Classify([.. items.Select(item => item.Picture)]);
        Assert.Equal(8, answers.Count);
        Assert.All(answers, answer => Assert.Equal((ShapesDataset.ClassNames[answer.Label], true), (answer.ClassName, answer.Probability is > 0.05 and <= 1)));
    }

    [Fact]
    public void BatchesAndSinglePictures_AreAnsweredAlike()
    {
        var pictures = ShapesDataset.HeldOut(5).Select(item => item.Picture).ToArray();
        Assert.Equal(s_network.Value.Classify(pictures).Select(answer => answer.Label), pictures.Select(picture => s_network.Value.Classify([picture])[0].Label));
    }

    [Fact]
    public void TheGallery_NamesTheTruth_WhereTheNetworkErrs()
    {
        var items = ShapesDataset.HeldOut(200).ToArray();
        var gallery = s_network.Value.Show(items);
        var wrong = 200 - s_network.Value.Evaluate(ShapesDataset.HeldOut(200)).Top1;
        Assert.Equal(wrong, gallery.Items.Count(item => item.Caption.Contains("; it is a ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Measuring_ReturnsEveryRun() => Assert.Equal(7, s_network.Value.Measure(ShapesDataset.HeldOut(1)[0].Picture, 7).Count);

    [Fact]
    public void APictureOfAnotherSize_IsRefused() =>
        Assert.Throws<ArgumentException>(() => s_network.Value.Classify([new Picture(2, 2, new byte[12])]));
}
