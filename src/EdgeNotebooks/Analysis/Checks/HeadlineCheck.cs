namespace EdgeNotebooks.Analysis.Checks;

/// <summary>The numbers of the study's findings in prose, recomputed from the committed medians.</summary>
internal static class HeadlineCheck
{
    private const string Where = "headline findings";
    private static readonly string[] Subjects = ["resnet", "resnext", "fcn", "duc"];

    public static IEnumerable<PaperEntry> Run(Study study)
    {
        var grid = BandwidthAnswer.Of(study);
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
            Median("fcn", "identity", "cloud", 3.8), Median("fcn", "identity", "edge", 12.3), Median("fcn", "identity", "mobile", 27.4),
            Median("resnet", "quantize", "mobile", 10.7), Median("resnet", "identity", "mobile", 8.9),
            Median("resnext", "quantize", "mobile", 7.3), Median("resnext", "identity", "mobile", 6.3),
            .. Grid(50, 3.1, 2.9, 0.5, 1.1), .. Grid(200, 1.5, 1.2, 0.5, 1.1),
        ];

        double Of(string subject, string @operator, string deployment) => study.Summary[subject, @operator, deployment].Median;
        double Ratio(string subject, string slow, string slowAt, string fast, string fastAt) => Of(subject, slow, slowAt) / Of(subject, fast, fastAt);
        PaperEntry Median(string subject, string @operator, string deployment, double published, int decimals = 1) =>
            Comparing.Rounded($"{subject} {deployment}:{@operator} median_s", Where, published, Of(subject, @operator, deployment), decimals);
        IEnumerable<PaperEntry> Medians(string deployment, string @operator, int decimals, params double[] published) =>
            Subjects.Zip(published, (subject, value) => Median(subject, @operator, deployment, value, decimals));
        PaperEntry Mean(string what, double published, int decimals, Func<string, double> ratio) =>
            Comparing.Rounded($"{what}, times faster on average", Where, published, Subjects.Average(ratio), decimals);
        IEnumerable<PaperEntry> Grid(double rate, params double[] published) => Subjects.Zip(published, (subject, value) => Comparing.Rounded(
            FormattableString.Invariant($"{subject} cloud:identity median_s, both links {rate} Mbit/s"), Where, value, grid.Grid.Single(cell =>
                cell.Configuration == new Configuration(subject, "identity", "cloud") && cell.MobileEdgeMbps == rate && cell.EdgeCloudMbps == rate).Median, 1));
    }
}
