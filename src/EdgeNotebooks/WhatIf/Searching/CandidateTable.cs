using EdgeNotebooks.WhatIf.Predicting;

namespace EdgeNotebooks.WhatIf.Searching;

/// <summary>The deployments that a page shows: the fastest of each deployment and operator at any of a grid of rates.</summary>
internal static class CandidateTable
{
    private static readonly double[] s_rates = [1, 3, 10, 30, 100, 200];

    public static IReadOnlyList<ProfileCandidate> Of(DeploymentQuestion question, Constraints? constraints)
    {
        var chosen = new Dictionary<string, DeploymentOption>();
        foreach (var near in s_rates)
            foreach (var far in s_rates)
                foreach (var option in new DeploymentQuestion(question.Profile, question.Conditions with { MobileEdgeMbps = near, EdgeCloudMbps = far }, question.Session) { Encodings = question.Encodings }
                    .Search(constraints, flips: false).Rivals)
                    chosen.TryAdd($"{option.Deployment} {option.Label} {option.Encoding}", option);
        return [.. chosen.Values.Select(option => Of(question, option))];
    }

    private static ProfileCandidate Of(DeploymentQuestion question, DeploymentOption option)
    {
        var cost = option.Cost;
        var delay = cost.Links * 2 * question.Conditions.DelayMs / 1000;
        var work = cost.Mobile + cost.Edge + cost.Cloud;
        return new(option.Deployment.Name, option.Operator, $"{option.Label} ({option.Encoding})", option.AccuracyLoss, cost.Fixed + delay, cost.Mobile, cost.Edge, cost.Cloud,
            cost.Up0 + cost.Down0, cost.Up1 + cost.Down1, cost.Up2 + cost.Down2, LinkState.BurstSeconds,
            [.. Enumerable.Range(0, question.Resamples).Select(resample => (Math.Round(question.ResampledWork(option.Plan, resample) / work, 7), 1.0))]);
    }
}
