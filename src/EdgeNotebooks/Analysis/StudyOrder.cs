namespace EdgeNotebooks.Analysis;

/// <summary>The order in which the study's words stand in every table and chart; other words follow in the order they were met.</summary>
public static class StudyOrder
{
    /// <summary>The four full-size subjects, each followed by its embedded small one.</summary>
    public static IReadOnlyList<string> Subjects { get; } =
        ["resnet", "resnet_mini", "resnext", "resnext_mini", "fcn", "fcn_mini", "duc", "duc_mini"];

    /// <summary>The study's operators.</summary>
    public static IReadOnlyList<string> Operators { get; } =
        ["identity", "quantize", "earlyexit", "quantize_earlyexit", "partition", "quantize_earlyexit_partition"];

    /// <summary>Single tiers, then pairs.</summary>
    public static IReadOnlyList<string> Deployments { get; } =
        ["mobile", "edge", "cloud", "mobile_edge", "edge_cloud", "mobile_cloud", "mobile_edge_cloud"];

    internal static int Place(this IReadOnlyList<string> words, string word)
    {
        for (var i = 0; i < words.Count; i++)
            if (words[i] == word) return i;
        return words.Count;
    }
}
