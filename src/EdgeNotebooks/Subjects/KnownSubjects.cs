namespace EdgeNotebooks.Subjects;

/// <summary>The eight subjects. Names of tensors: PAPER.md, section 4; small subjects have the names of a torchvision export.</summary>
internal static class KnownSubjects
{
    public static IReadOnlyList<Subject> All { get; } =
    [
        Classifier("resnet", "Wide-ResNet-101-2", full: true, partition: 16, exitPartition: 12) with { Published = "torchvision IMAGENET1K_V2" },
        Classifier("resnext", "ResNeXt-101 64x4d", full: true, partition: 16, exitPartition: 12) with { Published = "torchvision IMAGENET1K_V1" },
        new()
        {
            Name = "fcn", Kind = SubjectKind.Segmentation, IsFullSize = true, About = "FCN-ResNet101", Published = "ONNX model zoo", Dataset = "coco", Classes = 21,
            InputName = "input", InputShape = new("batch", 3, "height", "width"), TypicalShape = new(1, 3, 480, 640), OutputName = "out",
            Cuts = new(["995", "945"], ["995", "905"], "967", "987"),
        },
        new()
        {
            Name = "duc", Kind = SubjectKind.Segmentation, IsFullSize = true, About = "ResNet101-DUC", Published = "ONNX model zoo", Dataset = "cityscapes", Classes = 19,
            InputName = "data", InputShape = new(1, 3, 800, 800), TypicalShape = new(1, 3, 800, 800), OutputName = "seg_loss",
            Cuts = new(["conv5_1_1x1_proj/bn", "conv5_1_3x3/relu"], ["conv4_23"], "conv5_1", "conv5_3"),
        },
        Classifier("resnet_mini", "Wide-ResNet-101-2 in small", full: false, partition: 4, exitPartition: 2),
        Classifier("resnext_mini", "ResNeXt-101 64x4d in small", full: false, partition: 4, exitPartition: 2),
        new()
        {
            Name = "fcn_mini", Kind = SubjectKind.Segmentation, IsFullSize = false, About = "FCN-ResNet101 in small", Dataset = "scenes", Classes = 10,
            InputName = "input", InputShape = new("batch", 3, "height", "width"), TypicalShape = new(1, 3, 64, 64), OutputName = "out",
            Cuts = new(["/Concat_output_0", Sum(3, 4)], ["/Concat_output_0", Sum(3, 3)], Sum(4, 0), Sum(4, 2)),
        },
        new()
        {
            Name = "duc_mini", Kind = SubjectKind.Segmentation, IsFullSize = false, About = "ResNet101-DUC in small", Dataset = "scenes", Classes = 10,
            InputName = "data", InputShape = new("batch", 3, 64, 64), TypicalShape = new(1, 3, 64, 64), OutputName = "seg_loss",
            Cuts = new(
                ["/layer4/layer4.0/downsample/downsample.0/Conv_output_0", "/layer4/layer4.0/relu_1/Relu_output_0"], [Sum(3, 5)], Sum(4, 0), Sum(4, 2)),
        },
    ];

    private static Subject Classifier(string name, string about, bool full, int partition, int exitPartition) => new()
    {
        Name = name,
        Kind = SubjectKind.Classification,
        IsFullSize = full,
        About = about,
        Dataset = full ? "imagenet" : "shapes",
        Classes = full ? 1000 : 20,
        InputName = "input",
        InputShape = full ? new("batch", 3, 224, 224) : new("batch", 3, 64, 64),
        TypicalShape = full ? new(1, 3, 224, 224) : new(1, 3, 64, 64),
        OutputName = "output",
        Cuts = new([Sum(3, partition)], [Sum(3, exitPartition)], Sum(4, 0), Sum(4, 2)),
    };

    private static string Sum(int stage, int block) => FormattableString.Invariant($"/layer{stage}/layer{stage}.{block}/Add_output_0");
}
