using EdgeNotebooks.Analysis;

namespace EdgeNotebooks.Charts;

/// <summary>The figures of the study (PAPER.md, section 7), redrawn from the authors' data.</summary>
public static class StudyFigures
{
    /// <summary>
    /// <c>img_rq1_results</c>: log latency of the unchanged model on mobile, edge and cloud. Without the raw measurements the boxes
    /// come from the committed quartiles, and the caption says what is missing and how to get it.
    /// </summary>
    public static Figure Rq1(Study study) => Boxes(study, ComparisonFamily.IdentityAcrossTiers.Groups) with
    {
        Title = "RQ1: identity on mobile, edge and cloud",
    };

    private static Figure Boxes(Study study, IReadOnlyList<(string Deployment, string Operator)> groups)
    {
        ArgumentNullException.ThrowIfNull(study);
        if (study.HasLatencies) return LatencyBoxes.Of(study.Latencies, groups);
        var figure = LatencyBoxes.Of(study.Summary, groups);
        return figure with { Caption = $"{figure.Caption}; {study.Missing[0]}" };
    }
}
