namespace EdgeNotebooks.Charts;

/// <summary>
/// One colour per deployment, operator and subject everywhere (subjects as in the study: green, purple, blue, orange); Okabe and Ito's colours (2008), told apart by colour-blind readers.
/// </summary>
public static class Palette
{
    private static readonly Dictionary<string, string> s_colors = new()
    {
        ["mobile"] = "#E69F00",
        ["edge"] = "#009E73",
        ["cloud"] = "#0072B2",
        ["mobile_edge"] = "#D55E00",
        ["edge_cloud"] = "#56B4E9",
        ["mobile_cloud"] = "#CC79A7",
        ["resnet"] = "#882E9C",
        ["resnext"] = "#0072B2",
        ["fcn"] = "#009E73",
        ["duc"] = "#E69F00",
        ["identity"] = "#0072B2",
        ["quantize"] = "#E69F00",
        ["earlyexit"] = "#009E73",
        ["quantize_earlyexit"] = "#CC79A7",
        ["partition"] = "#56B4E9",
        ["quantize_earlyexit_partition"] = "#D55E00",
    };

    /// <summary>Colour for things that have none of their own.</summary>
    public const string Neutral = "#7F7F7F";

    /// <summary>The colour of a deployment or operator; <see cref="Neutral"/> for other words.</summary>
    public static string Of(string word) => s_colors.GetValueOrDefault(word, Neutral);
}
