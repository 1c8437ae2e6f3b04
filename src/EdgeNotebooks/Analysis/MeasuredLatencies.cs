using EdgeNotebooks.Experiments;
using EdgeNotebooks.Experiments.Planning;
using EdgeNotebooks.Statistics;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Analysis;

/// <summary>Measurements made here in the form that research questions and charts take, so that the same ones serve them and the study.</summary>
public static class MeasuredLatencies
{
    /// <summary>The kept rows, a group per configuration, with input, run and restart of each.</summary>
    /// <param name="measured">Measurements.</param>
    /// <param name="mobileEdgeMbps">Only rows at this nominal rate; needed where there are several.</param>
    /// <param name="edgeCloudMbps">Likewise.</param>
    /// <exception cref="ArgumentException">No rows are left, or a configuration was measured under several settings, which are not mixed.</exception>
    public static Latencies Latencies(this Measurements measured, double? mobileEdgeMbps = null, double? edgeCloudMbps = null)
    {
        ArgumentNullException.ThrowIfNull(measured);
        var rows = measured.Rows.Where(row => row.Kept
            && (mobileEdgeMbps is null || row.Key.Setup.Links.MobileEdgeMbps == mobileEdgeMbps) && (edgeCloudMbps is null || row.Key.Setup.Links.EdgeCloudMbps == edgeCloudMbps));
        var inputs = new Dictionary<string, int>();
        return new([.. rows.GroupBy(row => new Configuration(row.Key.Setup.Subject, row.Key.Setup.Operator, row.Key.Setup.Deployment)).Select(group =>
        {
            RequireOneSetting(group.Key, [.. group.Select(row => row.Key.Setup).Distinct()]);
            var ordered = group.OrderBy(row => row.Order).ToArray();
            foreach (var row in ordered) inputs.TryAdd(row.Key.InputId, inputs.Count);
            return new LatencyGroup(group.Key, new Sample(group.Key.Place, ordered.Select(row => row.LatencySeconds)),
                new Repeats(ordered.Select(row => inputs[row.Key.InputId]), ordered.Select(row => row.Key.Run), ordered.Select(row => row.Key.Restart)));
        })], measured.Source)
        { Doubt = measured.Doubt, Provenance = measured.Provenance };
    }

    /// <summary>
    /// The values that tests may take for replicates: where the plan starts processes anew before each configuration (as <c>fair</c> does),
    /// the median of each restart and input; else the rows themselves.
    /// </summary>
    /// <inheritdoc cref="Latencies(Measurements, double?, double?)"/>
    public static Latencies Replicates(this Measurements measured, double? mobileEdgeMbps = null, double? edgeCloudMbps = null)
    {
        var rows = measured.Latencies(mobileEdgeMbps, edgeCloudMbps);
        return measured.Plan is { Protocol: { RestartBefore: "configuration", Restarts: > 1 } }
            ? new(rows.Select(MediansPerRestart), $"{rows.Source}, medians per restart and input") { Doubt = rows.Doubt, Provenance = rows.Provenance }
            : rows;
    }

    private static LatencyGroup MediansPerRestart(LatencyGroup group)
    {
        var repeats = group.Repeats!;
        var cells = group.Seconds.AsList().Select((seconds, i) => (Seconds: seconds, Restart: repeats.Restart[i], Input: repeats.Input[i])).GroupBy(one => (one.Restart, one.Input)).ToArray();
        return group with
        {
            Seconds = new Sample(group.Seconds.Name, cells.Select(cell => Quantile.OfSorted([.. cell.Select(one => one.Seconds).Order()], 0.5))),
            Repeats = new Repeats(cells.Select(cell => cell.Key.Input), cells.Select(_ => 1), cells.Select(cell => cell.Key.Restart)),
        };
    }

    private static void RequireOneSetting(Configuration configuration, Setup[] setups)
    {
        if (setups.Length > 1)
            throw new ArgumentException($"{configuration} was measured under several settings ({setups[0]}; {setups[1]}), which are not mixed; choose one by its rates, or plan one encoding, session and shaper");
    }
}
