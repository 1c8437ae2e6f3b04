namespace EdgeNotebooks.Charts;

/// <summary>The words that the study's figures print for subjects, deployments and operators.</summary>
internal static class StudyLabels
{
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
        ["identity"] = "Identity",
        ["quantize"] = "Quantize",
        ["earlyexit"] = "EarlyExit",
        ["quantize_earlyexit"] = "Quantize EarlyExit",
        ["partition"] = "Partition",
        ["quantize_earlyexit_partition"] = "Quantize EarlyExit Partition",
    };

    private static readonly Dictionary<string, string> s_short = new() { ["mobile"] = "M", ["edge"] = "E", ["cloud"] = "C" };

    /// <summary>The label of a word of the contract; other words stay as they are.</summary>
    public static string Of(string word) => s_labels.GetValueOrDefault(word, word);

    /// <summary>The study's abbreviation of an operator: I, Q, E, P, QE, QEP.</summary>
    public static string Initials(string @operator) => @operator == "identity" ? "I"
        : string.Concat(@operator.Split('_').Select(word => word[..1].ToUpperInvariant()));

    /// <summary>One or two letters for a deployment.</summary>
    public static string Short(string deployment) => s_short.TryGetValue(deployment, out var letter) ? letter : Of(deployment);
}
