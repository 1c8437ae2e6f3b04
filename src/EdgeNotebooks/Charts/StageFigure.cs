using EdgeNotebooks.Subjects;
using EdgeNotebooks.Subjects.Architectures;

namespace EdgeNotebooks.Charts;

/// <summary>Where a subject's parameters and multiply-accumulates lie.</summary>
public static class StageFigure
{
    /// <summary>Shares of stem, stages and head in percent, one group of bars per subject: parameters left, multiply-accumulates right.</summary>
    /// <exception cref="UnknownSubjectException">There is no such subject.</exception>
    public static Figure Of(params IReadOnlyList<string> subjects)
    {
        ArgumentNullException.ThrowIfNull(subjects);
        var costs = subjects.Select(name => (name, Costs: CostsOf(SubjectCatalog.Require(name)))).ToList();
        return new Figure(
        [
            Panel("parameters", [.. costs.Select(one => Bars(one.name, one.Costs, cost => cost.Parameters))]),
            Panel("multiply-accumulates", [.. costs.Select(one => Bars(one.name, one.Costs, cost => cost.Macs))]),
        ])
        {
            Title = "Parameters and multiply-accumulates by stage",
            Columns = 2,
            ShowLegend = true,
            Caption = "one picture: " + string.Join("; ", costs.Select(one => FormattableString.Invariant(
                $"{one.name} {one.Costs.Sum(cost => cost.Parameters) / 1e6:0.00} M parameters, {one.Costs.Sum(cost => cost.Macs) / 1e9:0.000} G multiply-accumulates"))),
        };
    }

    private static IReadOnlyList<StageCost> CostsOf(Subject subject) => StageCost.Of(
        FullSizeModel.ArchitectureOf(subject.Name), (int)subject.TypicalShape[2].Value!.Value, (int)subject.TypicalShape[3].Value!.Value);

    private static BarTrace Bars(string subject, IReadOnlyList<StageCost> costs, Func<StageCost, long> value)
    {
        var total = (double)costs.Sum(value);
        return new(subject, [.. costs.Select(cost => (object)cost.Stage)], [.. costs.Select(cost => 100 * value(cost) / total)])
        {
            Color = Palette.Of(subject.Replace("_mini", "", StringComparison.Ordinal)),
        };
    }

    private static Panel Panel(string what, IReadOnlyList<Trace> traces) =>
        new(traces) { Title = what, X = new Axis { IsCategory = true }, Y = new Axis { Title = $"share of {what}, %" } };
}
