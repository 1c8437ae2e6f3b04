using EdgeNotebooks.WhatIf.Profiling;
using EdgeNotebooks.WhatIf.Searching;

namespace EdgeNotebooks.WhatIf.Page;

/// <summary>The page's view of a model's own profile: the fastest ways of each deployment and operator, at their measured times.</summary>
internal static class ProfilePage
{
    public static PageSource Of(DeploymentQuestion question, Constraints constraints)
    {
        var profile = question.Profile;
        // What the page lets a reader vary is left to it: delay, tolerance, privacy, tiers.
        var open = new DeploymentQuestion(profile, question.Conditions with { DelayMs = 0 }, question.Session) { Encodings = question.Encodings, Resamples = question.Resamples };
        var all = open.Candidates(constraints with { MaxAccuracyLoss = null, UnknownAccuracy = true, PictureStaysOnMobile = false, Unavailable = [] });
        return new(
            [new PageSubject(Name(profile), profile.Subject is { } subject ? WhatIfProfile.Metric(subject) : "accuracy", [.. all.Select(Of)])],
            $"{profile.Source}; {question.Session} sessions; {question.Resamples} resamples",
            [
                "Every tier receives a message whole before it works and sends on: steps add up, replies included. Transmission errors and other load are left out.",
                "Parts between the measured cuts lie on straight lines along the share of compute.",
                "On paper-burst links the first second's worth of data passes freely after a pause; on steady links every byte takes its time.",
                "CPU speed divides all work of a tier, messages included; other speeds than 1 were not measured.",
                "A link's megabits are those of request and reply together. Client to mobile and mobile to edge have the same rate.",
                "Shown are the fastest cuts, exits and encodings of each deployment and operator at 36 pairs of rates; 'edgenb whatif search' looks at all of them.",
                "Bands reach from 5 to 95 % of the resamples of the timed requests.",
            ])
        { SlowestMbps = FlipSearch.SlowestMbps, FastestMbps = FlipSearch.FastestMbps };
    }

    /// <summary>How the page calls the model.</summary>
    public static string Name(DeploymentProfile profile) => profile.Subject ?? profile.Model;

    private static PageCandidate Of(ProfileCandidate one)
    {
        var times = new PageTimes(one.FixedSeconds, one.MobileSeconds, one.EdgeSeconds, one.CloudSeconds, one.ClientMobileMbit, one.MobileEdgeMbit, one.EdgeCloudMbit, one.BurstSeconds);
        return new(one.Deployment, one.Operator, times)
        {
            Label = one.Label,
            AccuracyLoss = one.AccuracyLoss,
            Resamples =
            [
                .. one.Resamples.Select(drawn => new PageResample(
                    times with { MobileSeconds = drawn.Work * times.MobileSeconds, EdgeSeconds = drawn.Work * times.EdgeSeconds, CloudSeconds = drawn.Work * times.CloudSeconds }, drawn.Misfit)),
            ],
        };
    }
}
