namespace EdgeNotebooks.WhatIf;

/// <summary>How the links of a question hold their rate.</summary>
public enum LinkBehaviour
{
    /// <summary>As the study's <c>tc</c> commands: after a pause the first second's worth of data passes freely.</summary>
    PaperBurst,

    /// <summary>Every byte takes its time, the first one too.</summary>
    Steady,
}
