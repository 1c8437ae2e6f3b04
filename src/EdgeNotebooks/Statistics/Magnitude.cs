namespace EdgeNotebooks.Statistics;

/// <summary>How large an effect is, in words.</summary>
public enum Magnitude
{
    /// <summary>|delta| below 0.147.</summary>
    Negligible,

    /// <summary>|delta| below 0.33.</summary>
    Small,

    /// <summary>|delta| below 0.474.</summary>
    Medium,

    /// <summary>|delta| of 0.474 or more.</summary>
    Large,
}

/// <summary>The words and thresholds of effect sizes.</summary>
public static class Magnitudes
{
    /// <summary>The magnitude of a Cliff's delta, by the thresholds of Romano et al. (2006) that the study uses.</summary>
    public static Magnitude Of(double delta) => Math.Abs(delta) switch
    {
        < 0.147 => Magnitude.Negligible,
        < 0.33 => Magnitude.Small,
        < 0.474 => Magnitude.Medium,
        _ => Magnitude.Large,
    };

    /// <summary>The word in tables: negligible, small, medium or large.</summary>
    public static string InWords(this Magnitude magnitude) => magnitude switch
    {
        Magnitude.Negligible => "negligible",
        Magnitude.Small => "small",
        Magnitude.Medium => "medium",
        _ => "large",
    };
}
