namespace EdgeNotebooks.WhatIf.Queueing;

/// <summary>How load is simulated.</summary>
public sealed record LoadSettings
{
    /// <summary>Requests, at least 1,000; default 20,000. The first tenth does not count.</summary>
    public int Requests { get; init; } = 20_000;

    /// <summary>Requests that a tier works on at the same time, at least 1; default 1, as our tier server does. Others wait, first come first served.</summary>
    public int Concurrency { get; init; } = 1;

    /// <summary>Whether requests come at equal distances instead of at random (Poisson); default false.</summary>
    public bool Regular { get; init; }

    /// <summary>The same seed gives the same answer; default 1.</summary>
    public int Seed { get; init; } = 1;

    internal LoadSettings Checked()
    {
        if (Requests < 1000) throw new ArgumentException(FormattableString.Invariant($"{Requests} requests are too few to tell a 99th percentile; at least 1000 are needed"));
        return Concurrency >= 1 ? this : throw new ArgumentException(FormattableString.Invariant($"the tiers' concurrency is {Concurrency}; at least 1 is needed"));
    }
}
