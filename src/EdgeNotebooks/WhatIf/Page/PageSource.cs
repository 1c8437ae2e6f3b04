namespace EdgeNotebooks.WhatIf.Page;

/// <summary>Everything that a page is made from.</summary>
/// <param name="Subjects">At least one.</param>
/// <param name="Measurements">Where the numbers come from, in a phrase.</param>
/// <param name="Assumptions">What was assumed, a sentence each.</param>
public sealed record PageSource(IReadOnlyList<PageSubject> Subjects, string Measurements, IReadOnlyList<string> Assumptions)
{
    /// <summary>Smallest rate that was measured, 10^6 bit/s; below it the page says <c>extrapolated</c>.</summary>
    public double SlowestMbps { get; init; } = Conditions.SlowestMeasured;

    /// <summary>Largest rate that was measured, 10^6 bit/s; above it the page says <c>extrapolated</c>.</summary>
    public double FastestMbps { get; init; } = Conditions.FastestMeasured;

    /// <summary>Refuses what the page could not draw.</summary>
    internal PageSource Checked()
    {
        if (Subjects.Count == 0) throw new ArgumentException("the page has no subject; give it at least one");
        foreach (var subject in Subjects)
        {
            if (subject.Candidates.Count == 0) throw new ArgumentException($"subject '{subject.Name}' has no candidate; give it at least one");
            if (subject.Candidates.Select(one => one.Resamples.Count).Distinct().Count() > 1)
                throw new ArgumentException($"the candidates of '{subject.Name}' have unequal numbers of resamples; draw equally many for each");
            if (subject.Candidates.GroupBy(one => (one.Deployment, one.Operator, one.Label)).FirstOrDefault(group => group.Count() > 1) is { } twice)
                throw new ArgumentException($"'{twice.Key.Operator}' on '{twice.Key.Deployment}' stands twice in '{subject.Name}'; tell them apart by Label");
        }

        return this;
    }
}
