using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Cuts;
using EdgeNotebooks.Operators.EarlyExit;
using EdgeNotebooks.Subjects;

namespace EdgeNotebooks.Charts;

/// <summary>
/// The study's cut points (PAPER.md, section 7, set-up figures): where each subject is divided (P), which blocks it skips (E), and where
/// the shortened model is divided (QEP), on a scale of parameters. Shares are counted in the graphs, not typed.
/// </summary>
public static class StudyCutsFigure
{
    private const double Thick = 12;
    private static readonly string[] s_rows = ["QEP", "E", "P"];

    /// <summary>One panel per subject.</summary>
    /// <param name="subjects">Names of subjects; the study's four if none is given.</param>
    /// <exception cref="UnknownSubjectException">There is no such subject.</exception>
    public static Figure Of(params IReadOnlyList<string> subjects)
    {
        ArgumentNullException.ThrowIfNull(subjects);
        var shown = subjects.Count > 0 ? subjects : ["resnet", "resnext", "fcn", "duc"];
        return new Figure([.. shown.Select(Panel)])
        {
            Title = "Where the subjects are cut, and what they skip",
            Columns = Math.Min(2, shown.Count),
            Height = 60 + (250 * ((shown.Count + 1) / 2)),
            ShowLegend = true,
            Caption = "P: partition; E: early exit; QEP: the early-exit model partitioned; parameters counted from the input on; MB: what crosses, float32, for one input of the subject's usual size; n = "
                + FormattableString.Invariant($"{shown.Count} {(shown.Count == 1 ? "model" : "models")}, counted in the graphs"),
        };
    }

    private static Panel Panel(string name)
    {
        var subject = SubjectCatalog.Require(name);
        var graph = FullSizeModel.Build(name);
        var shapes = new Dictionary<string, TensorShape> { [subject.InputName] = subject.TypicalShape };
        var tensors = subject.Cuts.Partition.Count;
        var (whole, exited) = (graph.Cuts(shapes, tensors), graph.EarlyExit(subject.Cuts.ExitFrom, subject.Cuts.ExitTo).Cuts(shapes, tensors));
        var (from, to) = (Behind(whole, subject.Cuts.ExitFrom), Behind(whole, subject.Cuts.ExitTo));
        var (cut, seam) = (Find(whole, subject.Cuts.Partition), Find(exited, subject.Cuts.ExitPartition));
        double all = cut.ParametersBefore + cut.ParametersAfter;
        double Share(long parameters) => 100 * parameters / all;
        var (start, end, divided) = (Share(from.ParametersBefore), Share(to.ParametersBefore), Share(seam.ParametersBefore));
        return new Panel(
        [
            Bar("part 1", "#0072B2", 3, 0, Share(cut.ParametersBefore)), Bar("part 2", "#E69F00", 3, Share(cut.ParametersBefore), 100),
            Bar("kept, not divided", "#009E73", 2, 0, start), Bar("kept, not divided", "#009E73", 2, end, 100), Bar("skipped", "#BBBBBB", 2, start, end),
            Bar("part 1", "#0072B2", 1, 0, divided), Bar("part 2", "#E69F00", 1, divided, start), Bar("skipped", "#BBBBBB", 1, start, end), Bar("part 2", "#E69F00", 1, end, 100),
            new TextTrace("words", [50.0, 50.0, 50.0], [3.36, 2.36, 1.36],
            [
                Words(cut),
                FormattableString.Invariant($"{Short(subject.Cuts.ExitFrom)} to {Short(subject.Cuts.ExitTo)}: {end - start:0.0} % skipped"),
                Words(seam),
            ]),
        ])
        {
            Title = StudyLabels.Of(name),
            X = new Axis { Title = "parameters, % of the whole", Min = 0, Max = 100 },
            Y = new Axis { Min = 0.6, Max = 3.7, Ticks = [1, 2, 3], TickLabels = s_rows },
        };
    }

    private static PointTrace Bar(string name, string color, double row, double from, double to) =>
        new(name, [from, to], [row, row]) { HasLine = true, HidesMarks = true, LineWidth = Thick, Color = color };

    private static Cut Find(CutList cuts, IReadOnlyList<string> tensors) => cuts.FirstOrDefault(cut => cut.Tensors.Order().SequenceEqual(tensors.Order()))
        ?? throw new ArgumentException($"{{{string.Join(", ", tensors)}}} does not divide '{cuts.Model}'", nameof(tensors));

    /// <summary>The cut right behind a tensor; in fcn the output's size crosses every cut besides.</summary>
    private static Cut Behind(CutList cuts, string tensor) => cuts.Where(cut => cut.Tensors.Contains(tensor)).MinBy(cut => (cut.Tensors.Count, cut.ParametersBefore))
        ?? throw new ArgumentException($"no cut of '{cuts.Model}' lies behind '{tensor}'", nameof(tensor));

    private static string Words(Cut cut) => FormattableString.Invariant(
        $"{string.Join(" + ", cut.Tensors.Select(Short))}: {100 * cut.ParameterShare:0.0} % before, {cut.Bytes / 1e6:0.00} MB");

    /// <summary>The block that a tensor's name tells, as the study writes it.</summary>
    private static string Short(string tensor) => tensor.Split('/') is ["", _, var block, ..] ? block : tensor.Split('/')[0];
}
