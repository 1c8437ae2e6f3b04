namespace EdgeNotebooks.WhatIf.Checking;

/// <summary>How predictions are checked in the lab.</summary>
public sealed record LabCheckSettings
{
    /// <summary>Points, at least 1; default 12.</summary>
    public int Points { get; init; } = 12;

    /// <summary>Starts of the tiers, at least 1; default 2. With one the noise between starts is not known.</summary>
    public int Restarts { get; init; } = 2;

    /// <summary>Timed requests for each point and start, at least 3; default 7, and more where these are over sooner than <see cref="LeastSeconds"/>.</summary>
    public int Runs { get; init; } = 7;

    /// <summary>
    /// How long each point is measured at least in each start, s; default 0.5. What else a machine does makes latencies of some milliseconds
    /// wander by half for tenths of a second, of which a few requests in a row see one moment.
    /// </summary>
    public double LeastSeconds { get; init; } = 0.5;

    /// <summary>Points that are predicted to take longer are drawn again, s; default 3.</summary>
    public double MaxSeconds { get; init; } = 3;

    /// <summary>The same seed draws the same points; default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Those of <see cref="WinnerCheck"/>.</summary>
    internal static LabCheckSettings OfWinners { get; } = new() { Points = 30, Restarts = 6, MaxSeconds = 1, LeastSeconds = 0.25 };

    internal LabCheckSettings Checked()
    {
        foreach (var (value, least, what) in new[] { (Points, 1, "points"), (Restarts, 1, "restarts"), (Runs, 3, "runs") })
            if (value < least) throw new ArgumentException(FormattableString.Invariant($"{what}: {value} is too few; at least {least} are needed"));
        if (!(LeastSeconds >= 0 && LeastSeconds <= 60)) throw new ArgumentException(FormattableString.Invariant($"each point is to be measured for {LeastSeconds} s; it lies between 0 and 60"));
        return MaxSeconds > 0 ? this : throw new ArgumentException(FormattableString.Invariant($"the longest latency is {MaxSeconds} s; it must be over 0"));
    }
}
