using EdgeNotebooks.Datasets;
using EdgeNotebooks.Display;
using EdgeNotebooks.Imaging;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Metrics;
using EdgeNotebooks.Subjects.Serving;

namespace EdgeNotebooks.Subjects.Evaluation;

/// <summary>Measures a model on pictures, one at a time, as the study does; memory does not grow with the number of pictures.</summary>
/// <param name="session">The model.</param>
/// <param name="pipeline">Its preprocessing and the form of its output.</param>
public sealed class Evaluator(Session session, ServingPipeline pipeline)
{
    /// <summary>Top-1 and top-5 accuracy.</summary>
    /// <exception cref="ModelLoadException">The model does not take these pictures, or answers with another shape.</exception>
    /// <exception cref="ArgumentException">A label does not exist in the model's output.</exception>
    public Accuracy Classify(IEnumerable<LabelledPicture> pictures, int count, SkippedPictures? skipped = null)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        using var work = Begin(count);
        var (total, hits) = (new TopKAccuracy(0, 0, 0), new List<double>());
        foreach (var item in pictures)
        {
            var output = Run(pipeline.Prepare(item.Picture));
            if (output.Shape is not [1, var classes]) throw Wrong(output, "[1, classes]");
            if (item.Label >= classes)
                throw new ArgumentException($"a picture has label {item.Label} ({item.ClassName}), but '{session.Path}' knows {classes} classes, numbered from 0; check the labels or the model");
            var one = TopKAccuracy.Of(output.Values<float>(), [item.Label]);
            total += one;
            hits.Add(one.Top1Pct);
            work.Advance();
        }

        return new(total.Count, skipped ?? new()) { TopK = Counted(total, total.Count), PerPicture = hits };
    }

    /// <summary>
    /// Mean over classes of intersection over union, summed over all pictures. A model that answers sub-pixels is measured at the
    /// resolution of its answer, as the study does.
    /// </summary>
    /// <exception cref="ModelLoadException">The model does not take these pictures, or answers with another shape.</exception>
    /// <exception cref="ArgumentException">A class of the truth does not exist in the model's output.</exception>
    public Accuracy Segment(IEnumerable<SegmentedPicture> pictures, int count, SkippedPictures? skipped = null)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        using var work = Begin(count);
        var (tally, each) = ((ClassIou?)null, new List<ClassIou>());
        foreach (var item in pictures)
        {
            var output = Run(pipeline.Prepare(item.Picture));
            var (classes, said, truth) = Pixels(output, item);
            tally ??= new(classes);
            var own = new ClassIou(classes);
            own.Add(said, truth);
            tally.Add(own);
            each.Add(own);
            work.Advance();
        }

        return new(Counted(each.Count, each.Count), skipped ?? new())
        {
            MiouPct = tally!.MiouPct,
            ClassPct = [.. tally.PerClass.Select(iou => 100 * iou)],
            PerPicture = [.. each.Select(own => own.MiouPct)],
            Tallies = new(each, sum => sum.MiouPct),
        };
    }

    /// <summary>The study's metric for <c>fcn</c>: foreground intersection over union within each picture, then the mean over pictures.</summary>
    public Accuracy SegmentForeground(IEnumerable<OverlappingPicture> pictures, int count, SkippedPictures? skipped = null)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        using var work = Begin(count);
        var values = new List<double>();
        foreach (var item in pictures)
        {
            var output = Run(pipeline.Prepare(item.Picture));
            if (output.Shape is not [1, _, var height, var width] || (width, height) != (item.Picture.Width, item.Picture.Height))
                throw Wrong(output, $"[1, classes, {item.Picture.Height}, {item.Picture.Width}] for '{item.Name}'");
            values.Add(ForegroundIou.OfPicture(PixelClasses.Of(output.Values<float>(), (int)(width * height)), item.Truth.Sets.Span));
            work.Advance();
        }

        return new(Counted(values.Count, values.Count), skipped ?? new()) { MiouPct = new ForegroundIou(values).MiouPct, PerPicture = [.. values.Select(value => 100 * value)] };
    }

    /// <summary>The study's metric for <c>duc</c>: seven crops of each picture, per class over all of them.</summary>
    public Accuracy SegmentCrops(IEnumerable<SegmentedPicture> pictures, int count, SkippedPictures? skipped = null)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        using var work = Begin(count);
        var (tally, each) = (new ClassIou(CityscapesDataset.ClassNames.Count), new List<ClassIou>());
        foreach (var item in pictures)
        {
            var own = new ClassIou(tally.Classes);
            for (var crop = 0; crop < DucCrops.Count; crop++)
            {
                var input = DucCrops.Input(item.Picture, crop);
                var tensor = Tensor.Of(input.Values, [.. input.Shape.Select(side => (long)side)]);
                var output = Run(new(new Dictionary<string, Tensor> { [session.InputTypes[0].Name] = tensor }, new(DucCrops.Side, DucCrops.Side)));
                if (output.Shape is not [1, _, DucCrops.Labels]) throw Wrong(output, $"[1, {tally.Classes}, {DucCrops.Labels}]");
                var (said, truth) = (PixelClasses.Of(output.Values<float>(), DucCrops.Labels), DucCrops.Target(item.Truth, crop));
                own.Add(said, truth);
            }

            tally.Add(own);
            each.Add(own);
            work.Advance();
        }

        return new(Counted(each.Count, each.Count), skipped ?? new())
        {
            MiouPct = tally.StudyMiouPct,
            ClassPct = [.. tally.PerClass.Select(iou => 100 * iou)],
            PerPicture = [.. each.Select(own => own.MiouPct)],
            Tallies = new(each, sum => sum.StudyMiouPct),
        };
    }

    private (int Classes, byte[] Said, byte[] Truth) Pixels(Tensor output, SegmentedPicture item)
    {
        var pixels = item.Truth.Width * item.Truth.Height;
        return output.Shape switch
        {
            [1, var classes, var height, var width] when (width, height) == (item.Truth.Width, item.Truth.Height) =>
                ((int)classes, PixelClasses.Of(output.Values<float>(), pixels), item.Truth.Classes.ToArray()),
            [1, var classes, var labels] when labels * SubPixels.Step * SubPixels.Step == pixels =>
                ((int)classes, PixelClasses.Of(output.Values<float>(), (int)labels), SubPixels.Target(item.Truth)),
            _ => throw Wrong(output, $"[1, classes, {item.Truth.Height}, {item.Truth.Width}], or [1, classes, {pixels / SubPixels.Step / SubPixels.Step}] in the order of sub-pixels"),
        };
    }

    private Tensor Run(PreparedPicture prepared)
    {
        if (session.InputTypes is not [var input])
            throw new ModelLoadException(session.Path, $"'{session.Path}' takes {session.InputTypes.Count} inputs ({string.Join(", ", session.InputTypes.Select(one => one.Name))}); a model of one picture was expected");
        try
        {
            var outputs = session.Run(new Dictionary<string, Tensor> { [input.Name] = prepared.Inputs.Values.Single() });
            return pipeline.OutputName is { } name && outputs.TryGetValue(name, out var output) ? output : outputs[session.OutputTypes[0].Name];
        }
        catch (ArgumentException e)
        {
            throw new ModelLoadException(session.Path, $"{e.Message}; its input is {input.Name} [{input.Shape}], the pictures become [{string.Join(", ", prepared.Inputs.Values.Single().Shape)}]", e);
        }
    }

    private ModelLoadException Wrong(Tensor output, string expected) =>
        new(session.Path, $"'{session.Path}' answers with the shape [{string.Join(", ", output.Shape)}]; {expected} was expected for this data set");

    private Work Begin(int count) => Work.Begin($"evaluating {Path.GetFileNameWithoutExtension(session.Path)}", count, "pictures");

    private static T Counted<T>(T value, int count) => count > 0 ? value : throw new InvalidOperationException("no picture could be used; nothing was measured");
}
