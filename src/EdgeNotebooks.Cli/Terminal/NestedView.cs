using System.Text.Json.Nodes;
using EdgeNotebooks.Analysis;
using EdgeNotebooks.Display;
using EdgeNotebooks.Statistics;

namespace EdgeNotebooks.Cli.Terminal;

/// <summary>A comparison within inputs on stdout.</summary>
internal static class NestedView
{
    public static string Text(NestedDesign design, string adjust) => string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"Friedman, do the groups differ within {design.Inputs} inputs? One median per input\n")
        + HtmlText.Number(design.Overall.ChiSquare) + $" (chi-square, df {design.Overall.DegreesOfFreedom}, p = {design.Overall.P}); F = {HtmlText.Number(design.Overall.F)}, p = {design.Overall.FP}\n\n"
        + $"Conover for blocks (p adjusted: {adjust}), ratios a/b with 95 % intervals, Cliff's delta of the medians\n"
        + DataFrameDisplay.ToText(design.PairTable());

    public static JsonObject Json(NestedDesign design, string adjust, IReadOnlyList<string> warnings) => new()
    {
        ["inputs"] = design.Inputs,
        ["friedman"] = new JsonObject
        {
            ["chiSquare"] = design.Overall.ChiSquare,
            ["df"] = design.Overall.DegreesOfFreedom,
            ["p"] = design.Overall.P.Value,
            ["log10P"] = JsonText.Number(design.Overall.P.Log10),
            ["f"] = JsonText.Number(design.Overall.F),
            ["fP"] = design.Overall.FP.Value,
        },
        ["pairs"] = new JsonArray([.. design.Pairs.Select(pair => new JsonObject
        {
            ["a"] = pair.Test.A,
            ["b"] = pair.Test.B,
            ["conoverT"] = JsonText.Number(pair.Test.Statistic),
            ["conoverP"] = pair.Adjusted.Value,
            ["conoverLog10P"] = JsonText.Number(pair.Adjusted.Log10),
            ["cliffsDelta"] = pair.Effect.Delta,
            ["magnitude"] = pair.Effect.Magnitude.InWords(),
            ["pairedRatio"] = Ratio(pair.PairedRatio),
            ["medianRatio"] = Ratio(pair.MedianRatio),
        })]),
        ["adjust"] = adjust,
        ["warnings"] = new JsonArray([.. warnings.Select(warning => JsonValue.Create(warning))]),
    };

    private static JsonObject? Ratio(Interval? ratio) => ratio is not { } known ? null
        : new JsonObject { ["estimate"] = known.Estimate, ["low"] = known.Low, ["high"] = known.High, ["confidence"] = known.Confidence };
}
