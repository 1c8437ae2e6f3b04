using EdgeNotebooks.Statistics;

namespace EdgeNotebooks.Analysis.Checks;

/// <summary>The study's decisions taken again by procedures that fit its design, and those that come out the other way.</summary>
internal static class OtherProcedures
{
    private const double Alpha = 0.05;

    public static IEnumerable<OtherProcedure> Run(Study study, IReadOnlyList<FamilyResult> families, IReadOnlyList<BandwidthComparison> bandwidths)
    {
        const string Adjusts = "corrects for the pairs of a family and subject";
        yield return Pairs("Holm", Adjusts, families, result => result.Adjust(PAdjustment.Holm));
        yield return Pairs("Bonferroni", Adjusts, families, result => result.Adjust(PAdjustment.Bonferroni));
        if (study.HasLatencies)
        {
            const string Pictures = "runs over the same pictures count once";
            const string Blocks = "and pictures are compared with themselves";
            var pictures = PerPicture(study.Latencies);
            yield return Pairs("one median per picture", Pictures, families, result => result.Family.Compare(pictures));
            yield return Pairs("one median per picture, Friedman", $"{Pictures} {Blocks}", families, result => WithinPictures(result, pictures));
            yield return Pairs("one median per picture, Friedman, Holm", $"{Pictures} {Blocks}, corrected for the number of pairs", families,
                result => WithinPictures(result, pictures).Adjust(PAdjustment.Holm));
            const string Steady = "a model: links hold their rate from the first byte, without a second's burst";
            var steady = SteadyLinks.Of(study);
            yield return Pairs("steady links", Steady, families, result => result.Family.Compare(steady));
            yield return Pairs("steady links, one median per picture, Friedman, Holm", $"{Steady}, {Pictures} {Blocks}, corrected for the number of pairs", families,
                result => WithinPictures(result.Family.Compare(steady), PerPicture(steady)).Adjust(PAdjustment.Holm));
        }

        yield return Accuracy(study);
        if (bandwidths.Count > 0) yield return Bandwidths(bandwidths);
    }

    private static OtherProcedure Accuracy(Study study)
    {
        var (often, once) = (PairedComparison.OfAccuracy(study.Accuracy), PairedComparison.OfAccuracyOnce(study.Accuracy));
        const string Name = "each accuracy once";
        return new(Name, "mobile, edge and cloud run the same model", often.Tests.Count,
        [
            .. often.Tests.Zip(once.Tests).Where(both => both.First.Significant != both.Second.Significant).Select(both => new DecisionChange(
                Name, often.Name, "all", both.First.A, both.First.B, both.First.Test.P, both.Second.Test.P, both.First.Alpha)),
        ]);
    }

    private static OtherProcedure Bandwidths(IReadOnlyList<BandwidthComparison> bandwidths)
    {
        const string Name = "ranks over all bandwidths, Holm";
        var pairs = bandwidths.SelectMany(grid => grid.Pairs.Where(pair => pair.Alone is not null).Select(pair => (Grid: grid, Pair: pair))).ToArray();
        return new(Name, "Conover after Kruskal-Wallis as the method is meant, corrected for the pairs", pairs.Length,
        [
            .. pairs.Where(one => one.Pair.Alone!.P < Alpha != one.Pair.PooledHolm < Alpha).Select(one => new DecisionChange(Name, "bandwidths",
                one.Grid.Configuration.ToString(), Rate(one.Grid, one.Pair.MbpsA), Rate(one.Grid, one.Pair.MbpsB), one.Pair.Alone!.P, one.Pair.PooledHolm, Alpha)),
        ]);
    }

    private static OtherProcedure Pairs(string name, string why, IReadOnlyList<FamilyResult> families, Func<FamilyResult, FamilyResult> again)
    {
        var changes = families.SelectMany(study =>
        {
            var other = again(study);
            return study.Subjects.SelectMany(one => one.Pairs.Zip(other[one.Subject].Pairs)).Where(both => both.First.Significant != both.Second.Significant)
                .Select(both => new DecisionChange(name, study.Family.Name, both.First.A.Subject, both.First.A.Place, both.First.B.Place,
                    both.First.Adjusted, both.Second.Adjusted, study.Alpha));
        });
        return new(name, why, families.Sum(result => result.Subjects.Sum(one => one.Pairs.Count)), [.. changes]);
    }

    private static Latencies PerPicture(Latencies latencies) => new(latencies.Select(group => group.Repeats is { } repeats
        ? new LatencyGroup(group.Configuration, NestedMedians.Of(group.Seconds, repeats))
        : group), "one median per picture");

    /// <summary>The family's pairs with Conover's comparison within blocks in place of that over independent groups.</summary>
    private static FamilyResult WithinPictures(FamilyResult result, Latencies pictures) => result with
    {
        Subjects =
        [
            .. result.Subjects.Select(one =>
            {
                var friedman = Friedman.Test([.. result.Family.For(one.Subject).Where(pictures.Has).Select(c => pictures[c].Seconds)]);
                var tests = friedman.Pairs.ToDictionary(pair => (pair.A, pair.B));
                var pairs = one.Pairs.Select(pair => pair with { Conover = tests[(pair.A.Place, pair.B.Place)] }).ToArray();
                return one with { Pairs = FamilyComparer.Decide(pairs, PAdjustment.None, result.Alpha) };
            }),
        ],
    };

    private static string Rate(BandwidthComparison grid, double mbps) => grid.FixedMbps is { } fixedAt
        ? FormattableString.Invariant($"{mbps} Mbit/s ({grid.FixedLink} {fixedAt})")
        : FormattableString.Invariant($"{mbps} Mbit/s");
}
