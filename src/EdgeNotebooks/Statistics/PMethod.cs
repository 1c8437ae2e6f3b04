namespace EdgeNotebooks.Statistics;

/// <summary>How a rank test gets its p-value.</summary>
public enum PMethod
{
    /// <summary>Exact where that is quick, else asymptotic; each test says where it changes.</summary>
    Auto,

    /// <summary>All arrangements of the observed ranks counted, ties included.</summary>
    Exact,

    /// <summary>Normal approximation with the variance corrected for ties.</summary>
    Asymptotic,
}
