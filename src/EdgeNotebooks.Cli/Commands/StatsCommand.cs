using System.CommandLine;
using System.Text.Json.Nodes;
using EdgeNotebooks.Analysis;
using EdgeNotebooks.Cli.Terminal;
using EdgeNotebooks.Display;
using EdgeNotebooks.Statistics;

namespace EdgeNotebooks.Cli.Commands;

/// <summary><c>edgenb stats</c>: the study's statistics for any CSV file.</summary>
internal static class StatsCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "A CSV file: comma, header line." };
        var value = new Option<string>("--value") { Required = true, Description = "Column of numbers, for example latency_s." };
        var by = new Option<string>("--by") { Required = true, Description = "Column that names the groups, for example deployment." };
        var where = new Option<string[]>("--where") { Description = "COLUMN=VALUE: only rows that have it. Repeatable." };
        var adjust = new Option<string>("--adjust") { DefaultValueFactory = _ => "none", Description = "Adjustment of p over all pairs: none, bonferroni, holm or bh." };
        var within = new Option<string?>("--within") { Description = "Column that names the input of each row, for example input_id: repeats count once and inputs are compared with themselves (Friedman)." };
        var json = new Option<bool>("--json") { Description = "The result as one JSON document on stdout." };
        var command = new Command("stats", "Shapiro-Wilk, Kruskal-Wallis, Conover and Cliff's delta of groups.") { file, value, by, where, adjust, within, json };
        command.SetAction(parsed =>
        {
            IReadOnlyList<KeyValuePair<string, string>> conditions = [.. (parsed.GetValue(where) ?? []).Select(Condition)];
            var (adjustment, name) = (PAdjust.Parse(parsed.GetValue(adjust)!), parsed.GetValue(adjust)!);
            if (parsed.GetValue(within) is { } inputs)
            {
                var (design, doubts) = GroupStatistics.WithinCsv(parsed.GetValue(file)!, parsed.GetValue(value)!, parsed.GetValue(by)!, inputs, conditions, adjustment);
                Write(doubts, parsed.GetValue(json), () => NestedView.Json(design, name, doubts), () => NestedView.Text(design, name));
                return;
            }

            var statistics = GroupStatistics.OfCsv(parsed.GetValue(file)!, parsed.GetValue(value)!, parsed.GetValue(by)!,
                conditions, adjustment);
            Write(statistics.Warnings, parsed.GetValue(json), () => Json(statistics, name), () => Text(statistics, name));
        });
        return command;
    }

    private static void Write(IReadOnlyList<string> warnings, bool json, Func<JsonObject> asJson, Func<string> asText)
    {
        foreach (var warning in warnings) Console.Error.WriteLine($"warning: {warning}");
        Console.Out.WriteLine(json ? JsonText.Of(asJson()) : asText());
    }

    private static KeyValuePair<string, string> Condition(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        return at > 0 ? new(text[..at].Trim(), text[(at + 1)..]) : throw new ArgumentException($"--where '{text}' has no '='; write --where COLUMN=VALUE");
    }

    private static string Text(GroupStatistics statistics, string adjust) => string.Join("\n\n",
        "Shapiro-Wilk, is each group normal?\n" + DataFrameDisplay.ToText(statistics.ShapiroTable()),
        "Kruskal-Wallis, do the groups differ?\n" + DataFrameDisplay.ToText(statistics.KruskalTable()),
        $"Conover (p adjusted: {adjust}) and Cliff's delta of each pair\n" + DataFrameDisplay.ToText(statistics.PairTable()));

    private static JsonObject Json(GroupStatistics statistics, string adjust) => new()
    {
        ["shapiro"] = new JsonArray([.. statistics.Normality.Select(one => new JsonObject
        {
            ["group"] = one.Group,
            ["n"] = one.N,
            ["w"] = one.Test?.W,
            ["p"] = one.Test?.P.Value,
            ["log10P"] = one.Test is { } test ? JsonText.Number(test.P.Log10) : null,
        })]),
        ["kruskal"] = new JsonObject
        {
            ["h"] = statistics.Overall.H,
            ["df"] = statistics.Overall.DegreesOfFreedom,
            ["p"] = statistics.Overall.P.Value,
            ["log10P"] = JsonText.Number(statistics.Overall.P.Log10),
        },
        ["pairs"] = new JsonArray([.. statistics.Pairs.Select(pair => new JsonObject
        {
            ["a"] = pair.Conover.A,
            ["b"] = pair.Conover.B,
            ["conoverT"] = JsonText.Number(pair.Conover.Statistic),
            ["conoverP"] = pair.Adjusted.Value,
            ["conoverLog10P"] = JsonText.Number(pair.Adjusted.Log10),
            ["cliffsDelta"] = pair.Effect.Delta,
            ["magnitude"] = pair.Effect.Magnitude.InWords(),
        })]),
        ["adjust"] = adjust,
        ["warnings"] = new JsonArray([.. statistics.Warnings.Select(warning => JsonValue.Create(warning))]),
    };
}
