namespace EdgeNotebooks.Subjects.Weights;

/// <summary>
/// Where an architecture's numbers come from: a training, a state dictionary, or a seed. Batch normalisation is already folded in:
/// every convolution has a <c>weight</c> and a <c>bias</c>.
/// </summary>
public interface IWeights
{
    /// <summary>The values of one tensor, made when they are asked for, so that a large model never lies in memory as a whole.</summary>
    /// <param name="name">Name as in torchvision's state dictionary, such as <c>layer3.2.conv1.weight</c>.</param>
    /// <param name="shape">Shape that the architecture expects, [out, in / groups, height, width] for a convolution.</param>
    /// <returns>As many values as the shape has, row-major; not to be changed.</returns>
    /// <exception cref="KeyNotFoundException">There is no such tensor.</exception>
    /// <exception cref="ArgumentException">It has another number of values.</exception>
    float[] Values(string name, IReadOnlyList<int> shape);
}
