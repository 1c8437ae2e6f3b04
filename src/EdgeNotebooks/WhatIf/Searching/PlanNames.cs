using EdgeNotebooks.Tiers;
using EdgeNotebooks.Transport.Messages;
using EdgeNotebooks.Units;
using EdgeNotebooks.WhatIf.Predicting;
using EdgeNotebooks.WhatIf.Profiling;

namespace EdgeNotebooks.WhatIf.Searching;

/// <summary>Finds by names what a profile knows by places.</summary>
internal static class PlanNames
{
    public static DeploymentPlan Find(DeploymentProfile profile, Deployment deployment, IReadOnlyList<string> cuts, string @operator, string? exit, WireEncoding encoding)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        var model = Index(profile.Models.Select(one => one.Operator), @operator, "precision");
        var known = profile.Models[model];
        if (cuts.Count != deployment.Tiers.Count - 1)
            throw new ArgumentException(FormattableString.Invariant($"deployment '{deployment}' needs {deployment.Tiers.Count - 1} cuts, but {cuts.Count} are given"));
        if (encoding == WireEncoding.Json) throw new ArgumentException("encoding 'json' is not profiled; there are binary and paper");
        var places = cuts.Select(cut => Index(known.Cuts.Select(one => one.Label), cut, "cut")).ToArray();
        for (var i = 0; i + 1 < places.Length; i++)
            if (!NodeSet.IsBefore(NodeSet.Read(known.Cuts[places[i]].Before), NodeSet.Read(known.Cuts[places[i + 1]].Before)))
                throw new ArgumentException($"cut '{cuts[i + 1]}' does not lie behind '{cuts[i]}'; give the cuts from the inputs on");
        int? left = exit is null ? null : Index(known.Exits.Select(one => one.Label), exit, "exit");
        if (left is { } one && places.FirstOrDefault(cut => !known.Exits[one].CutsBefore.Contains(cut) && !known.Exits[one].CutsBehind.Contains(cut), -1) is >= 0 and var gone)
            throw new ArgumentException($"cut '{known.Cuts[gone].Label}' is gone with exit '{exit}'; cut before or behind it");
        return new(model, left, places, deployment, encoding);
    }

    private static int Index(IEnumerable<string> names, string wanted, string what)
    {
        string[] all = [.. names];
        var at = Array.IndexOf(all, wanted);
        return at >= 0 ? at : throw new ArgumentException(all.Length == 0
            ? $"the profile has no {what}"
            : $"{what} '{wanted}' is not in the profile; closest: {NearestName.Among(wanted, all, 1)[0]}");
    }
}
