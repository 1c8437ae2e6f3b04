using EdgeNotebooks.Experiments;
using EdgeNotebooks.Experiments.Planning;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Analysis;

/// <summary>A grid of bandwidths measured here, in the form that RQ6 and its charts take. Cells carry the rates that the plan names; what they were scaled to is in <see cref="Measurements.LinkTable"/>.</summary>
public static class MeasuredNetwork
{
    /// <summary>The kept rows by configuration and rates; a deployment that does not reach the cloud has none for edge-cloud.</summary>
    /// <exception cref="ArgumentException">Nothing was measured.</exception>
    public static IReadOnlyList<NetworkCell> NetworkCells(this Measurements measured)
    {
        ArgumentNullException.ThrowIfNull(measured);
        var cells = measured.Rows.Where(row => row.Kept).GroupBy(row => (Where: new Configuration(row.Key.Setup.Subject, row.Key.Setup.Operator, row.Key.Setup.Deployment),
            Near: row.Key.Setup.Links.MobileEdgeMbps, Far: DeploymentTiers.UsesCloud(row.Key.Setup.Deployment) ? row.Key.Setup.Links.EdgeCloudMbps : (double?)null))
            .OrderBy(cell => cell.Key.Where.Subject, StringComparer.Ordinal).ThenBy(cell => StudyOrder.Operators.Place(cell.Key.Where.Operator)).ThenBy(cell => StudyOrder.Deployments.Place(cell.Key.Where.Deployment))
            .ThenBy(cell => cell.Key.Near).ThenBy(cell => cell.Key.Far).Select(cell => new NetworkCell(cell.Key.Where, cell.Key.Near, cell.Key.Far, new Sample(cell.Key.Where.ToString(), cell.Select(row => row.LatencySeconds)))).ToArray();
        return cells.Length > 0 ? cells : throw new ArgumentException($"'{measured.Folder}' holds no row of this plan that counts; run it first", nameof(measured));
    }

    /// <summary>The same in five numbers per cell.</summary>
    /// <exception cref="ArgumentException">Nothing was measured.</exception>
    public static NetworkSummaries NetworkSummary(this Measurements measured) => new(measured.NetworkCells().Select(cell => new NetworkSummary(cell.Configuration,
        cell.MobileEdgeMbps, cell.EdgeCloudMbps, cell.Seconds.Count, cell.Seconds.Sorted[0], Statistics.Quantile.Median(cell.Seconds), cell.Seconds.Sorted[^1])), measured.Source)
    { Doubt = measured.Doubt, Provenance = measured.Provenance };
}
