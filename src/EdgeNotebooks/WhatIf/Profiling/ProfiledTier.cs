namespace EdgeNotebooks.WhatIf.Profiling;

/// <summary>A tier as it was when it was profiled.</summary>
/// <param name="Name"><c>mobile</c>, <c>edge</c> or <c>cloud</c>.</param>
/// <param name="Cpus">Its processor limit; null for none.</param>
/// <param name="Threads">Threads of a session; 0 where it is not known.</param>
/// <param name="Mechanism">How the processor was limited.</param>
/// <param name="Scale">Its times over those of the machine that was measured; 1 where it was measured itself.</param>
public sealed record ProfiledTier(string Name, double? Cpus, int Threads, string Mechanism, double Scale = 1)
{
    /// <summary>Begins the mechanism of a tier that ran on another machine.</summary>
    internal const string Elsewhere = "elsewhere: ";

    /// <summary>Whether a lab of this machine can stand for it.</summary>
    internal bool IsOfThisMachine => Mechanism != "scaled" && !Mechanism.StartsWith(Elsewhere, StringComparison.Ordinal);
}
