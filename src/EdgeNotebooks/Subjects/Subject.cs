using EdgeNotebooks.Onnx;

namespace EdgeNotebooks.Subjects;

/// <summary>A model under study: what it takes, what it answers, how it is measured and where the operators take hold of it.</summary>
public sealed record Subject
{
    /// <summary>Such as <c>fcn_mini</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it classifies pictures or pixels.</summary>
    public required SubjectKind Kind { get; init; }

    /// <summary>One of the study's own models; the others are their small counterparts that ship with the project.</summary>
    public required bool IsFullSize { get; init; }

    /// <summary>What it is, in a few words.</summary>
    public required string About { get; init; }

    /// <summary>Where the original weights were published; null for a small subject, which is trained here.</summary>
    public string? Published { get; init; }

    /// <summary>The data set that its accuracy is measured on: <c>imagenet</c>, <c>coco</c>, <c>cityscapes</c>, <c>shapes</c> or <c>scenes</c>.</summary>
    public required string Dataset { get; init; }

    /// <summary>Columns of its accuracy, in percent: <c>top1_pct</c> and <c>top5_pct</c>, or <c>miou_pct</c>.</summary>
    public IReadOnlyList<string> Metrics => Kind == SubjectKind.Classification ? ["top1_pct", "top5_pct"] : ["miou_pct"];

    /// <summary>Name of the input tensor.</summary>
    public required string InputName { get; init; }

    /// <summary>float32 [batch, 3, height, width]; open axes by name.</summary>
    public required TensorShape InputShape { get; init; }

    /// <summary>The input's shape for one picture of the usual size, where axes are open (the study's pictures vary: 480 x 640 is typical of COCO).</summary>
    public required TensorShape TypicalShape { get; init; }

    /// <summary>Name of the output tensor.</summary>
    public required string OutputName { get; init; }

    /// <summary>Number of classes.</summary>
    public required int Classes { get; init; }

    /// <summary>The study's cuts and exit; the corresponding ones for a small subject.</summary>
    public required StudyCuts Cuts { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {About}";
}
