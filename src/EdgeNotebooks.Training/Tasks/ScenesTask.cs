using EdgeNotebooks.Datasets;
using EdgeNotebooks.Imaging;
using EdgeNotebooks.Subjects.Architectures;
using EdgeNotebooks.Training.Learning;
using EdgeNotebooks.Training.Networks;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace EdgeNotebooks.Training.Tasks;

/// <summary>Segmentation of the data set <c>scenes</c> by cross entropy per pixel.</summary>
internal sealed class ScenesTask(ResidualArchitecture architecture) : ILearningTask
{
    public Module<Tensor, Tensor> CreateNetwork() => new ResidualModule(architecture);

    public Batch Draw(ulong seed, int first, int count)
    {
        var (pictures, labels) = (new Picture[count], new byte[count][]);
        var set = ScenesDataset.Training(first + count, seed);
        Parallel.For(0, count, i =>
        {
            var item = set[first + i];
            (pictures[i], labels[i]) = (item.Picture, architecture.Head == NetworkHead.Duc ? SubPixels.Target(item.Truth) : item.Truth.Classes.ToArray());
        });
        const int size = ScenesDataset.PictureSize;
        var target = tensor(labels.SelectMany(classes => classes).ToArray()).to_type(ScalarType.Int64);
        return new(
            tensor(ScenesDataset.Normalisation.ToTensor(pictures), [count, 3, size, size]),
            architecture.Head == NetworkHead.Duc ? target.reshape(count, -1) : target.reshape(count, size, size));
    }

    public Tensor Loss(Tensor output, Tensor target) => functional.cross_entropy(output, target);

    public double ScorePercent(Tensor output, Tensor target) =>
        100.0 * output.argmax(1).eq(target).sum().item<long>() / target.numel();
}
