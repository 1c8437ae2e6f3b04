using System.Globalization;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Subjects.Architectures;
using EdgeNotebooks.Subjects.Weights;

namespace EdgeNotebooks.Subjects;

/// <summary>The study's own models built on the spot, for latency: the architecture is the original's, the weights are random.</summary>
public static class FullSizeModel
{
    /// <summary>Pixels less their mean are about this large where they are not scaled.</summary>
    private const double UnscaledPixels = 64;

    /// <summary>
    /// The architecture of a subject, full-size or small.
    /// </summary>
    /// <exception cref="UnknownSubjectException">There is no such subject.</exception>
    public static ResidualArchitecture ArchitectureOf(string subject) => SubjectCatalog.Require(subject).Name switch
    {
        "resnet" => ResidualArchitecture.ResNet,
        "resnext" => ResidualArchitecture.ResNext,
        "fcn" => ResidualArchitecture.Fcn,
        "duc" => ResidualArchitecture.Duc,
        "resnet_mini" => ResidualArchitecture.ResNetMini,
        "resnext_mini" => ResidualArchitecture.ResNextMini,
        "fcn_mini" => ResidualArchitecture.FcnMini,
        _ => ResidualArchitecture.DucMini,
    };

    /// <summary>The graph of any subject, to look at: its weights are random and none is made unless it is saved.</summary>
    /// <exception cref="UnknownSubjectException">There is no such subject.</exception>
    public static OnnxModel Build(string subject) => ResidualNetwork.Build(ArchitectureOf(subject), new SeededWeights(0));

    /// <summary>
    /// A full-size subject with random weights, which are made while it is saved: it never lies in memory as a whole. Its metadata say
    /// <c>weights=random</c> and the seed.
    /// </summary>
    /// <param name="subject"><c>resnet</c>, <c>resnext</c>, <c>fcn</c> or <c>duc</c>.</param>
    /// <param name="seed">The same seed gives the same file.</param>
    /// <exception cref="UnknownSubjectException">There is no such subject.</exception>
    /// <exception cref="ArgumentException">It is a small subject: those are trained.</exception>
    public static OnnxModel WithRandomWeights(string subject, ulong seed = 0)
    {
        var known = SubjectCatalog.Require(subject);
        if (!known.IsFullSize)
            throw new ArgumentException($"'{subject}' ships with the project, trained; only full-size subjects are built: {string.Join(", ", SubjectCatalog.Subjects.Where(one => one.IsFullSize).Select(one => one.Name))}", nameof(subject));
        return ResidualNetwork.Build(
            ArchitectureOf(subject), new SeededWeights(seed, subject == "duc" ? UnscaledPixels : 1),
            (SubjectModel.WeightsKey, "random"), ("seed", seed.ToString(CultureInfo.InvariantCulture)), ("subject", subject));
    }
}
