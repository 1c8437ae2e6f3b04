using System.Globalization;

namespace EdgeNotebooks.WhatIf;

/// <summary>What an answer must keep to. The default allows everything.</summary>
public sealed record Wishes
{
    /// <summary>Percentage points of accuracy that may be lost against the unchanged model, 0 or more; null for any.</summary>
    public double? MaxAccuracyLoss { get; init; }

    /// <summary>Tiers that compute nothing (<c>mobile</c>, <c>edge</c>, <c>cloud</c>); they still pass requests on.</summary>
    public IReadOnlyList<string> Unavailable { get; init; } = [];

    /// <summary>The picture itself is not sent beyond mobile: a part of the model must run there.</summary>
    public bool PictureStaysOnMobile { get; init; }

    /// <summary>The candidates that keep to every wish.</summary>
    /// <param name="candidates">All there are.</param>
    /// <param name="offer">What the wishes ask about one.</param>
    /// <exception cref="ContradictionException">There is none.</exception>
    internal T[] Filter<T>(IReadOnlyList<T> candidates, Func<T, Offer> offer)
    {
        Check();
        var all = All().ToArray();
        T[] allowed = [.. candidates.Where(candidate => Array.TrueForAll(all, wish => wish.Keeps(offer(candidate))))];
        return allowed.Length > 0 ? allowed : throw new ContradictionException(Culprits([.. candidates.Select(offer)]));
    }

    /// <summary>The fewest wishes (one, two, or all) that nothing keeps to.</summary>
    private string[] Culprits(Offer[] candidates)
    {
        var all = All().ToArray();
        foreach (var one in all)
            if (!candidates.Any(one.Keeps)) return [one.Text];
        for (var i = 0; i < all.Length; i++)
            for (var j = i + 1; j < all.Length; j++)
                if (!candidates.Any(candidate => all[i].Keeps(candidate) && all[j].Keeps(candidate))) return [all[i].Text, all[j].Text];
        return [.. all.Select(wish => wish.Text)];
    }

    private IEnumerable<(string Text, Func<Offer, bool> Keeps)> All()
    {
        if (MaxAccuracyLoss is { } loss)
            yield return (string.Create(CultureInfo.InvariantCulture, $"at most {loss:0.###} points of accuracy lost"), offer => offer.AccuracyLoss <= loss + 1e-9);
        foreach (var tier in Unavailable)
            yield return ($"{tier} not available", offer => !offer.Tiers.Contains(tier));
        if (PictureStaysOnMobile) yield return ("the picture stays on mobile", offer => offer.Tiers[0] == "mobile");
    }

    private void Check()
    {
        if (MaxAccuracyLoss is { } loss && !(loss >= 0))
            throw new ArgumentException(FormattableString.Invariant($"the accuracy that may be lost is {loss} points; it must be 0 or more"));
        if (Unavailable.FirstOrDefault(tier => tier is not ("mobile" or "edge" or "cloud")) is { } unknown)
            throw new ArgumentException($"tier '{unknown}' is unknown; there are mobile, edge and cloud");
    }

    /// <summary>The wishes in words, separated by commas; empty for none.</summary>
    public override string ToString() => string.Join(", ", All().Select(wish => wish.Text));
}

/// <summary>What wishes ask about a way to deploy.</summary>
/// <param name="AccuracyLoss">Points lost against the unchanged model; null where it is not known, which keeps to no limit.</param>
/// <param name="Tiers">Those that compute, first to last.</param>
internal readonly record struct Offer(double? AccuracyLoss, IReadOnlyList<string> Tiers);
