namespace EdgeNotebooks.WhatIf.Profiling;

/// <summary>Which piece of a model was timed on its own.</summary>
public enum PartSide
{
    /// <summary>All of it.</summary>
    Whole,

    /// <summary>What lies before a cut.</summary>
    Prefix,

    /// <summary>What lies behind a cut.</summary>
    Suffix,
}
