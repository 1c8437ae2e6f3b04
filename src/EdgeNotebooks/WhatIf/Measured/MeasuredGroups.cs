using System.Globalization;
using EdgeNotebooks.Analysis;
using EdgeNotebooks.Experiments;
using EdgeNotebooks.Experiments.Planning;
using EdgeNotebooks.Experiments.Recording;
using EdgeNotebooks.Inference;

namespace EdgeNotebooks.WhatIf.Measured;

/// <summary>Reads what an experiment measured, operator by operator and deployment by deployment, under one set of conditions.</summary>
internal static class MeasuredGroups
{
    private static readonly string[] s_conditions = ["subject", "session", "shaper", "encoding", "nominal_mobile_edge_mbps", "nominal_edge_cloud_mbps", "mobile_edge_mbps", "edge_cloud_mbps"];

    public static (IReadOnlyList<MeasuredGroup> Groups, string Source) Read(string path, MeasuredFilter filter)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, "measurements.csv") : path;
        var table = CsvTable.Read(file);
        int @operator = table.Column("operator"), deployment = table.Column("deployment", "tier"), latency = table.Column("latency_s"), restart = table.Find("restart"), kept = table.Find("kept");
        var rows = Enumerable.Range(0, table.Rows).Where(row => kept < 0 || !table.Text(row, kept).Equals("false", StringComparison.OrdinalIgnoreCase)).ToList();
        // A plan's nominal rates may have been scaled subject by subject; where they are told, they are what a user knows.
        var nominal = table.Find("nominal_mobile_edge_mbps") >= 0;
        foreach (var name in s_conditions.Where(name => table.Find(name) >= 0 && !(nominal && name is "mobile_edge_mbps" or "edge_cloud_mbps")))
        {
            var column = table.Find(name);
            var wanted = Wanted(filter, name);
            if (wanted is not null) rows = [.. rows.Where(row => Same(table.Text(row, column), wanted))];
            var values = rows.Select(row => table.Text(row, column)).Distinct().ToArray();
            if (rows.Count == 0)
                throw new InvalidTableException(file, $"no row has {name}={wanted}; the column holds {string.Join(", ", Enumerable.Range(0, table.Rows).Select(row => table.Text(row, column)).Distinct().Take(8))}", column: name);
            if (wanted is null && values.Length > 1)
                throw new InvalidTableException(file, $"the rows have several values of {name} ({string.Join(", ", values.Take(8))}), and latencies under different conditions are not compared; choose one with {Option(name)}", column: name);
        }

        var losses = File.Exists(Path.Combine(path, Journal.FileName)) ? Losses(path, table.Text(rows[0], table.Column("subject"))) : [];
        var groups = rows.GroupBy(row => (Operator: table.Text(row, @operator), Deployment: table.Text(row, deployment)))
            .Select(group => new MeasuredGroup(group.Key.Operator, group.Key.Deployment,
                [.. group.GroupBy(row => restart < 0 ? "" : table.Text(row, restart)).Select(start => (IReadOnlyList<double>)[.. start.Select(row => table.Number(row, latency))])])
            { AccuracyLoss = losses.TryGetValue(Whole(group.Key.Operator), out var loss) ? loss : null })
            .ToArray();
        return (groups, string.Create(CultureInfo.InvariantCulture, $"{rows.Count} measured latencies of {groups.Length} configurations in {Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file)))}/{Path.GetFileName(file)}"));
    }

    /// <summary>What each operator on the whole model loses, by an experiment's journal; of several processors' accuracies this one's, else the last.</summary>
    private static Dictionary<string, double> Losses(string folder, string subject)
    {
        var known = Experiment.Open(folder).AccuracyEntries.Where(entry => entry.Subject == subject).GroupBy(entry => entry.Instructions).ToArray();
        var one = known.FirstOrDefault(processor => processor.Key == Int8Instructions.Here.Key) ?? known.LastOrDefault();
        var percent = one?.GroupBy(entry => entry.Operator).ToDictionary(entry => entry.Key, entry => entry.Last().Percent.Values.First()) ?? [];
        return percent.TryGetValue("identity", out var unchanged) ? percent.ToDictionary(entry => entry.Key, entry => unchanged - entry.Value) : [];
    }

    /// <summary>What is divided, if the operator is one of a plan's; a division changes no answer.</summary>
    private static string Whole(string name) => OperatorChain.Names.Contains(name) ? OperatorChain.Parse(name).Whole : name;

    private static string? Wanted(MeasuredFilter filter, string column) => column switch
    {
        "subject" => filter.Subject,
        "session" => filter.Session,
        "shaper" => filter.Shaper,
        "encoding" => filter.Encoding,
        "nominal_mobile_edge_mbps" or "mobile_edge_mbps" => filter.MobileEdgeMbps?.ToString(CultureInfo.InvariantCulture),
        _ => filter.EdgeCloudMbps?.ToString(CultureInfo.InvariantCulture),
    };

    private static string Option(string column) => column switch
    {
        "nominal_mobile_edge_mbps" or "mobile_edge_mbps" => "--mobile-edge-mbps",
        "nominal_edge_cloud_mbps" or "edge_cloud_mbps" => "--edge-cloud-mbps",
        _ => $"--{column}",
    };

    private static bool Same(string cell, string wanted) => cell == wanted
        || (double.TryParse(cell, CultureInfo.InvariantCulture, out var a) && double.TryParse(wanted, CultureInfo.InvariantCulture, out var b) && a == b);
}
