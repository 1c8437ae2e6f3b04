namespace EdgeNotebooks.Analysis.Checks;

/// <summary>
/// The numbers of the study's findings in prose (PAPER.md, section 8), recomputed: from the raw data where they are here, else from the
/// committed medians.
/// </summary>
internal static class HeadlineCheck
{
    private const string Where = "headline findings";
    private static readonly string[] Subjects = ["resnet", "resnext", "fcn", "duc"];

    public static IEnumerable<PaperEntry> Run(Study study)
    {
        var medians = study.HasLatencies ? study.Latencies.Summarize() : study.Summary;
        var grid = BandwidthAnswer.Of(study);
        double[] lost = [.. study.Accuracy.Where(row => row.Operator == "identity" && row.Tier != "any")
            .Select(row => row.Percent - study.Accuracy.Percent(row.Subject, "quantize", row.Metric, row.Tier))];
        double[] toCloud = [.. new[] { "edge_cloud", "mobile_cloud" }.Select(pair => Of("duc", "partition", pair))];
        return
        [
            .. Medians("edge", "quantize_earlyexit", 2, 2.89, 2.30, 6.22, 17.30),
            Mean("quantize_earlyexit against quantize, edge", 1.18, 2, s => Ratio(s, "quantize", "edge", "quantize_earlyexit", "edge")),
            Mean("quantize_earlyexit against earlyexit, edge", 1.46, 2, s => Ratio(s, "earlyexit", "edge", "quantize_earlyexit", "edge")),
            Mean("quantize_earlyexit on edge against partition on mobile_edge", 2.8, 1,
                s => Ratio(s, "partition", "mobile_edge", "quantize_earlyexit", "edge")),
            Mean("quantize against earlyexit, edge", 1.23, 2, s => Ratio(s, "earlyexit", "edge", "quantize", "edge")),
            .. Subjects.Zip([1.11, 1.26, 1.21, 0.95], (subject, published) => Comparing.Rounded(
                $"{subject} partition on mobile_edge against identity on mobile, times faster", Where, published,
                Ratio(subject, "identity", "mobile", "partition", "mobile_edge"), 2)),
            .. Range("quantize_earlyexit_partition on mobile_edge against quantize_earlyexit on mobile, times faster", 1.1, 1.5, 1,
                s => Ratio(s, "quantize_earlyexit", "mobile", "quantize_earlyexit_partition", "mobile_edge")),
            .. Range("edge against mobile, identity, times faster", 1.6, 2.2, 1, s => Ratio(s, "identity", "mobile", "identity", "edge")),
            Comparing.Rounded("points of accuracy lost by quantize, least of all metrics and tiers", Where, 0.05, lost.Min(), 2),
            Comparing.Rounded("points of accuracy lost by quantize, most of all metrics and tiers", Where, 0.38, lost.Max(), 2),
            Median("fcn", "identity", "cloud", 3.8), Median("fcn", "identity", "edge", 12.3), Median("fcn", "identity", "mobile", 27.4),
            Median("resnet", "quantize", "mobile", 10.7), Median("resnet", "identity", "mobile", 8.9),
            Median("resnext", "quantize", "mobile", 7.3), Median("resnext", "identity", "mobile", 6.3),
            Tens("fcn partition into the cloud, mean of both medians, s", 230, (Of("fcn", "partition", "edge_cloud") + Of("fcn", "partition", "mobile_cloud")) / 2),
            Tens("duc partition into the cloud, smaller median, s", 1160, toCloud.Min()), Tens("duc partition into the cloud, larger median, s", 1190, toCloud.Max()),
            .. Grid(50, 3.1, 2.9, 0.5, 1.1), .. Grid(200, 1.5, 1.2, 0.5, 1.1),
            Words("fastest configuration, all but quantize_earlyexit on the edge", "fcn cloud", Exceptions()),
            Words("faster with quantize on mobile", "fcn, duc", string.Join(", ", Subjects.Where(s => Ratio(s, "identity", "mobile", "quantize", "mobile") > 1))),
            Words("cloud identity faster than edge and mobile", "fcn", string.Join(", ", Subjects.Where(s =>
                Ratio(s, "identity", "edge", "identity", "cloud") > 1 && Ratio(s, "identity", "mobile", "identity", "cloud") > 1))),
            Words("cloud fastest from 50 Mbit/s on both links", string.Join(", ", Subjects), string.Join(", ", Subjects.Where(s => grid.CloudFastestFrom(s) <= 50))),
        ];

        double Of(string subject, string @operator, string deployment) => medians[subject, @operator, deployment].Median;
        double Ratio(string subject, string slow, string slowAt, string fast, string fastAt) => Of(subject, slow, slowAt) / Of(subject, fast, fastAt);
        PaperEntry Median(string subject, string @operator, string deployment, double published, int decimals = 1) =>
            Comparing.Rounded($"{subject} {deployment}:{@operator} median_s", Where, published, Of(subject, @operator, deployment), decimals);
        IEnumerable<PaperEntry> Medians(string deployment, string @operator, int decimals, params double[] published) =>
            Subjects.Zip(published, (subject, value) => Median(subject, @operator, deployment, value, decimals));
        PaperEntry Mean(string what, double published, int decimals, Func<string, double> ratio) =>
            Comparing.Rounded($"{what}, times faster on average", Where, published, Subjects.Average(ratio), decimals);
        IEnumerable<PaperEntry> Range(string what, double low, double high, int decimals, Func<string, double> value) =>
        [
            Comparing.Rounded($"{what}, least of the subjects", Where, low, Subjects.Min(value), decimals),
            Comparing.Rounded($"{what}, most of the subjects", Where, high, Subjects.Max(value), decimals),
        ];
        PaperEntry Tens(string what, double published, double recomputed) => Comparing.Within(what, Where, published, recomputed, 5, "about: to tens");
        PaperEntry Words(string what, string published, string recomputed) => Comparing.Words(what, Where, published, recomputed, "the same subjects, by medians");
        IEnumerable<PaperEntry> Grid(double rate, params double[] published) => Subjects.Zip(published, (subject, value) => Comparing.Rounded(
            FormattableString.Invariant($"{subject} cloud:identity median_s, both links {rate} Mbit/s"), Where, value, grid.Grid.Single(cell =>
                cell.Configuration == new Configuration(subject, "identity", "cloud") && cell.MobileEdgeMbps == rate && cell.EdgeCloudMbps == rate).Median, 1));

        string Exceptions() => string.Join(", ", Subjects.SelectMany(subject => medians.Where(row => row.Configuration.Subject == subject
            && row.Seconds.Median < Of(subject, "quantize_earlyexit", "edge"))).Select(row => $"{row.Configuration.Subject} {row.Configuration.Deployment}").Distinct());
    }
}
