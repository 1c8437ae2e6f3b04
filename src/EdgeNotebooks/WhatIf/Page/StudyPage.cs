namespace EdgeNotebooks.WhatIf.Page;

/// <summary>The page's view of the latency models that are fitted to the authors' bandwidth grid.</summary>
internal static class StudyPage
{
    public static PageSource Of(WhatIfProfile profile) => new(
        [.. profile.Subjects.Select(subject => new PageSubject(subject, WhatIfProfile.Metric(subject), [.. profile.Of(subject).Select(Of)]))],
        $"{profile.Source}; {profile.Resamples} resamples, the model's misfit counted",
        [
            "Every tier receives a payload whole before it sends it on: hops add up. Replies, transmission errors and other load are left out.",
            "On paper-burst links the first second's worth of data passes freely, as with the study's shaper; a bucket regains only what the request's own duration gives. "
            + "Steady links were not measured: there every byte takes its time.",
            "A tier's compute holds everything that is no waiting for a link: loading the model, inference, pre- and postprocessing. CPU speed divides all of it; other speeds than 1 were not measured.",
            "A split model's compute is shared between its tiers in proportion to the whole model's times on them.",
            "Client to mobile and mobile to edge have the same rate.",
            "The study sent one picture per data set through the grid; smaller pictures favour the far tiers.",
            "Bands reach from 5 to 95 % of the resamples: repeats redrawn, the model fitted again, times one of the fit's own misses.",
        ]);

    private static PageCandidate Of(Candidate candidate) => new(candidate.Configuration.Deployment, candidate.Configuration.Operator, Times(candidate, candidate.Parameters))
    {
        AccuracyPercent = candidate.AccuracyPercent,
        AccuracyLoss = candidate.AccuracyLoss,
        Resamples = [.. candidate.Resamples.Select(drawn => new PageResample(Times(candidate, drawn.Parameters), drawn.Misfit))],
    };

    private static PageTimes Times(Candidate candidate, in LatencyParameters p)
    {
        var (route, first, compute) = (candidate.Route, candidate.FirstShare, p.ComputeSeconds);
        return new(0, On("mobile"), On("edge"), On("cloud"), p.PictureMbit, route.SeamNear > 0 ? p.SeamMbit : route.PictureNear > 1 ? p.PictureMbit : 0,
            route.SeamFar > 0 ? p.SeamMbit : route.PictureFar > 0 ? p.PictureMbit : 0, p.BurstSeconds);

        double On(string tier) => compute * ((route.First == tier ? first : 0) + (route.Second == tier ? 1 - first : 0));
    }
}
