using System.Globalization;
using EdgeNotebooks.Analysis;
using EdgeNotebooks.Display;
using Microsoft.Data.Analysis;

namespace EdgeNotebooks.WhatIf.Searching;

/// <summary>The deployments that nothing beats under some conditions.</summary>
/// <param name="Front">Undominated in latency, accuracy loss, bytes and mobile work, the fastest first.</param>
/// <param name="Rivals">The fastest of each deployment and operator, the fastest first.</param>
/// <param name="Considered">Deployments that exist: every precision, exit, cut or pair of cuts, place and encoding.</param>
/// <param name="Pruned">Of those, the ones passed over before they were evaluated, since another sends no more bytes with the same work.</param>
/// <param name="Rejected">Evaluated ones that break a constraint.</param>
/// <param name="Dominated">Evaluated ones that another beats in everything.</param>
/// <param name="FlipPoints">Where the fastest changes.</param>
/// <param name="Conditions">What was asked.</param>
/// <param name="Constraints">What the answers keep to.</param>
/// <param name="Extrapolated">Why the answer reaches beyond what was measured; empty where it does not.</param>
/// <param name="Source">Where the numbers come from.</param>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed record SearchResult(IReadOnlyList<DeploymentOption> Front, IReadOnlyList<DeploymentOption> Rivals, long Considered, long Pruned, long Rejected, long Dominated, IReadOnlyList<ChoiceFlip> FlipPoints,
    Conditions Conditions, Constraints Constraints, IReadOnlyList<string> Extrapolated, string Source) : IDisplay
{
    private const int Shown = 20;

    /// <summary>The fastest.</summary>
    public DeploymentOption Best => Front[0];

    /// <summary>How the candidates were dealt with, in a sentence.</summary>
    public string Counts => string.Create(CultureInfo.InvariantCulture,
        $"{Considered} candidates: {Pruned} pruned unseen, {Rejected} break a constraint, {Dominated} beaten in everything, {Front.Count} left");

    /// <summary>One row per deployment of the front: deployment, operator, exit, cuts, encoding, latency_s, accuracy_loss, request_bytes, mobile_s.</summary>
    public DataFrame ToDataFrame() => Frame.Of(Front, new("deployment", one => one.Deployment.Name), new("operator", one => one.Operator), new("exit", one => one.Exit ?? ""),
        new("cuts", one => string.Join(" and ", one.Cuts)), new("encoding", one => one.Encoding), new("latency_s", one => one.Seconds), new("accuracy_loss", one => one.AccuracyLoss),
        new("request_bytes", one => one.Bytes), new("mobile_s", one => one.MobileSeconds));

    /// <inheritdoc/>
    public string Render(string mimeType) => HtmlText.Table(["deployment", "operator", "exit", "cuts", "encoding", "ms", "accuracy lost", "bytes", "mobile, ms"],
            Front.Take(Shown).Select(one => (IReadOnlyList<string>)[one.Deployment.Name, one.Operator, one.Exit ?? "-", one.Cuts.Count == 0 ? "-" : string.Join(" and ", one.Cuts), one.Encoding,
                Number(one.Seconds * 1000), one.AccuracyLoss is { } loss ? Number(loss) : "unknown", one.Bytes.ToString("0", CultureInfo.InvariantCulture), Number(one.MobileSeconds * 1000)]),
            $"{Conditions}; {Counts}{(Front.Count > Shown ? string.Create(CultureInfo.InvariantCulture, $" (the fastest {Shown} are shown)") : "")}")
        + HtmlText.Sentences(FlipPoints.Select(flip => flip.ToString()), Extrapolated.Select(reason => $"extrapolated: {reason}"), Source);

    /// <summary>The fastest, the counts and the flip points as lines.</summary>
    public override string ToString() => string.Join('\n', [$"fastest: {Best}", Counts, .. FlipPoints.Select(flip => flip.ToString())]);

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
