using EdgeNotebooks.Statistics;

namespace EdgeNotebooks.Analysis;

/// <summary>RQ1: how does the unchanged model fare on mobile, edge and cloud?</summary>
public static class Rq1
{
    /// <summary>Answered from the authors' data: raw latencies where they are here, else the committed summaries.</summary>
    public static Answer Of(Study study, PAdjustment adjust = PAdjustment.None, double alpha = 0.05) =>
        Answer.Of(study, ComparisonFamily.IdentityAcrossTiers, adjust, alpha);

    /// <summary>Answered from measurements, of the user's own machine for example.</summary>
    public static Answer Of(Latencies latencies, PAdjustment adjust = PAdjustment.None, double alpha = 0.05) =>
        Answer.Of(latencies, ComparisonFamily.IdentityAcrossTiers, adjust, alpha);
}
