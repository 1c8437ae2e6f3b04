using EdgeNotebooks.Analysis;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Charts;

/// <summary>Box plots of latency; of the study's subjects as the study draws them: natural logarithm, one panel per subject.</summary>
public static class LatencyBoxes
{
    /// <summary>The study's label of the axis: natural logarithm of seconds.</summary>
    public const string AxisTitle = "log(s)";

    /// <summary>Boxes of samples side by side, in milliseconds.</summary>
    /// <param name="samples">Latencies in seconds; each box has its sample's name.</param>
    public static Figure Of(params IReadOnlyList<Sample> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        return new Figure([new Panel([.. samples.Select(sample =>
            new BoxTrace(sample.Name, [.. sample.AsList().Select(seconds => 1000 * seconds)]) { Color = Palette.Of(sample.Name) })])
            { X = new Axis { IsCategory = true }, Y = new Axis { Title = "latency, ms" } }])
        { Width = 500, Caption = $"n = {string.Join(" or ", samples.Select(sample => sample.Count).Distinct())} per box; whiskers at 1.5 IQR" };
    }

    /// <summary>Boxes of measurements: quartiles, whiskers to the last point within 1.5 IQR, the points beyond.</summary>
    /// <param name="latencies">Every box of every subject must be there.</param>
    /// <param name="boxes">The boxes of a panel, left to right.</param>
    internal static Figure Of(Latencies latencies, IReadOnlyList<BoxPlace> boxes)
    {
        var counts = latencies.Where(group => boxes.Any(box => (box.Deployment, box.Operator) == (group.Configuration.Deployment, group.Configuration.Operator)))
            .Select(group => group.Seconds.Count).Distinct().Order();
        return Draw(latencies.Subjects, boxes, (configuration, box) =>
        {
            double[] logarithms = [.. latencies[configuration].Seconds.AsList().Select(seconds => Math.Log(seconds))];
            return (new BoxTrace(box.Label, logarithms) { Place = box.Place, Color = box.Color }, logarithms.Max());
        }) with
        { Caption = $"n = {string.Join(" or ", counts)} per box; whiskers at 1.5 IQR; source: {latencies.Source}" };
    }

    /// <summary>Boxes of summaries: quartiles, whiskers from minimum to maximum.</summary>
    /// <param name="summaries">Every box of every subject must be there.</param>
    /// <param name="boxes">The boxes of a panel, left to right.</param>
    internal static Figure Of(LatencySummaries summaries, IReadOnlyList<BoxPlace> boxes) =>
        Draw([.. summaries.Select(row => row.Configuration.Subject).Distinct()], boxes, (configuration, box) =>
        {
            var row = summaries[configuration];
            return (new QuartileTrace(box.Label, Math.Log(row.Min), Math.Log(row.Q1), Math.Log(row.Median), Math.Log(row.Q3), Math.Log(row.Max))
            { Place = box.Place, Color = box.Color }, Math.Log(row.Max));
        }) with
        { Caption = $"whiskers from minimum to maximum, no outliers drawn; source: {summaries.Source}" };

    private static Figure Draw(IReadOnlyList<string> subjects, IReadOnlyList<BoxPlace> boxes, Func<Configuration, BoxPlace, (Trace Trace, double Highest)> draw)
    {
        var panels = subjects.Select(subject => boxes.Select(box => draw(new(subject, box.Operator, box.Deployment), box)).ToArray()).ToArray();
        // The study's axes run from 0 to the ceiling of the largest value of all panels.
        var y = new Axis { Title = AxisTitle, Min = 0, Max = Math.Ceiling(panels.Max(panel => panel.Max(one => one.Highest))) };
        return new Figure([.. subjects.Zip(panels, (subject, panel) => new Panel([.. panel.Select(one => one.Trace)])
        { Title = StudyLabels.Of(subject), X = new Axis { IsCategory = true }, Y = y })])
        { Columns = 2, Height = 700 };
    }
}
