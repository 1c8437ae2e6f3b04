using EdgeNotebooks.Metrics;

namespace EdgeNotebooks.Subjects.Evaluation;

/// <summary>Pixels counted picture by picture, for a metric that is not the mean of the pictures' own values.</summary>
/// <param name="Pictures">One tally per picture, in the order of evaluation.</param>
/// <param name="Metric">The metric of their sum, in percent.</param>
internal sealed record PictureTallies(IReadOnlyList<ClassIou> Pictures, Func<ClassIou, double> Metric)
{
    /// <summary>The metric on these pictures; one may be there several times.</summary>
    public double Of(IEnumerable<int> places)
    {
        var sum = new ClassIou(Pictures[0].Classes);
        foreach (var place in places) sum.Add(Pictures[place]);
        return Metric(sum);
    }
}
