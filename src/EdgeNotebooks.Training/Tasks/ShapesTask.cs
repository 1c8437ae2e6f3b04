using EdgeNotebooks.Datasets;
using EdgeNotebooks.Imaging;
using EdgeNotebooks.Subjects.Architectures;
using EdgeNotebooks.Training.Learning;
using EdgeNotebooks.Training.Networks;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace EdgeNotebooks.Training.Tasks;

/// <summary>Classification of the data set <c>shapes</c> by cross entropy.</summary>
internal sealed class ShapesTask(ResidualArchitecture architecture) : ILearningTask
{
    public Module<Tensor, Tensor> CreateNetwork() => new ResidualModule(architecture);

    public Batch Draw(ulong seed, int first, int count)
    {
        var pictures = new Picture[count];
        var labels = new long[count];
        var set = ShapesDataset.Training(first + count, seed);
        Parallel.For(0, count, i =>
        {
            var item = set[first + i];
            (pictures[i], labels[i]) = (item.Picture, item.Label);
        });
        var size = architecture.InputSize;
        return new(tensor(ShapesDataset.Normalisation.ToTensor(pictures), [count, 3, size, size]), tensor(labels));
    }

    public Tensor Loss(Tensor output, Tensor target) => functional.cross_entropy(output, target);

    public double ScorePercent(Tensor output, Tensor target) =>
        100.0 * output.argmax(1).eq(target).sum().item<long>() / target.shape[0];
}
