using EdgeNotebooks.Analysis;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Charts;

/// <summary>Box plots of latency; of the study's subjects as the study draws them: natural logarithm, one panel per subject.</summary>
public static class LatencyBoxes
{
    /// <summary>The study's label of the axis: natural logarithm of seconds.</summary>
    public const string AxisTitle = "log(s)";

    private static readonly Dictionary<string, string> s_labels = new()
    {
        ["resnet"] = "ResNet",
        ["resnext"] = "ResNext",
        ["fcn"] = "FCN",
        ["duc"] = "DUC",
        ["mobile"] = "Mobile",
        ["edge"] = "Edge",
        ["cloud"] = "Cloud",
        ["mobile_edge"] = "ME",
        ["edge_cloud"] = "EC",
        ["mobile_cloud"] = "MC",
    };

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
    /// <param name="latencies">Every group of every subject must be there.</param>
    /// <param name="groups">Deployment and operator of each box, left to right.</param>
    public static Figure Of(Latencies latencies, IReadOnlyList<(string Deployment, string Operator)> groups)
    {
        ArgumentNullException.ThrowIfNull(latencies);
        var counts = latencies.Where(group => groups.Contains((group.Configuration.Deployment, group.Configuration.Operator)))
            .Select(group => group.Seconds.Count).Distinct().Order().ToArray();
        return Draw(latencies.Subjects, groups, configuration =>
        {
            double[] logarithms = [.. latencies[configuration].Seconds.AsList().Select(seconds => Math.Log(seconds))];
            return (new BoxTrace(Label(configuration.Deployment), logarithms), logarithms.Max());
        }) with
        { Caption = $"n = {string.Join(" or ", counts)} per box; whiskers at 1.5 IQR; source: {latencies.Source}" };
    }

    /// <summary>Boxes of summaries: quartiles, whiskers from minimum to maximum.</summary>
    /// <param name="summaries">Every group of every subject must be there.</param>
    /// <param name="groups">Deployment and operator of each box, left to right.</param>
    public static Figure Of(LatencySummaries summaries, IReadOnlyList<(string Deployment, string Operator)> groups)
    {
        ArgumentNullException.ThrowIfNull(summaries);
        return Draw([.. summaries.Select(row => row.Configuration.Subject).Distinct()], groups, configuration =>
        {
            var row = summaries[configuration];
            return (new QuartileTrace(Label(configuration.Deployment), Math.Log(row.Min), Math.Log(row.Q1), Math.Log(row.Median), Math.Log(row.Q3), Math.Log(row.Max)),
                Math.Log(row.Max));
        }) with
        { Caption = $"whiskers from minimum to maximum, no outliers drawn; source: {summaries.Source}" };
    }

    private static Figure Draw(IReadOnlyList<string> subjects, IReadOnlyList<(string Deployment, string Operator)> groups,
        Func<Configuration, (Trace Trace, double Highest)> box)
    {
        var boxes = subjects.Select(subject => groups.Select(group => box(new(subject, group.Operator, group.Deployment))).ToArray()).ToArray();
        // The study's axes run from 0 to the ceiling of the largest value of all panels.
        var y = new Axis { Title = AxisTitle, Min = 0, Max = Math.Ceiling(boxes.Max(panel => panel.Max(one => one.Highest))) };
        return new Figure([.. subjects.Zip(boxes, (subject, panel) => new Panel(
            [.. panel.Zip(groups, (one, group) => one.Trace with { Color = Palette.Of(group.Deployment) })])
            { Title = Label(subject), X = new Axis { IsCategory = true }, Y = y })])
        { Columns = 2, Height = 700 };
    }

    private static string Label(string word) => s_labels.GetValueOrDefault(word, word);
}
