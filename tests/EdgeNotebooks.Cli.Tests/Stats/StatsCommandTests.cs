using System.Text.Json.Nodes;

namespace EdgeNotebooks.Cli.Tests.Stats;

public sealed class StatsCommandTests : IDisposable
{
    private const double H = 11.52;
    private const double T = 3.7330261010295387;
    private const double P = 0.0028581002661753623;

    private const string Table = """
        deployment,latency_s,operator
        cloud,3.1,identity
        cloud,3.0,identity
        cloud,2.9,identity
        cloud,3.3,identity
        cloud,2.3,identity
        mobile,1.1,identity
        mobile,1.3,identity
        mobile,1.2,identity
        mobile,1.5,identity
        mobile,1.4,identity
        edge,2.1,identity
        edge,1.9,identity
        edge,2.4,identity
        edge,2.2,identity
        edge,1.45,identity
        edge,99,quantize

        """;

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    // H, t and delta by hand from the ranks (15 values without ties); p of H is exp(-H/2), p of t by Simpson integration of Student's density, 12 df.
    [Fact]
    public void Groups_AreCompared_InTheStudysOrder()
    {
        var result = Json("--value", "latency_s", "--by", "deployment", "--where", "operator=identity");
        Assert.Equal(["mobile", "edge", "cloud"], result["shapiro"]!.AsArray().Select(one => one!["group"]!.ToString()));
        Assert.All(result["shapiro"]!.AsArray(), one => Assert.Equal(5, one!["n"]!.GetValue<int>()));
        Near(H, result["kruskal"]!["h"]);
        Near(Math.Exp(-H / 2), result["kruskal"]!["p"]);
        Assert.Equal(2, result["kruskal"]!["df"]!.GetValue<int>());
        var pair = result["pairs"]![0]!;
        Assert.Equal(("mobile", "edge", "large"), (pair["a"]!.ToString(), pair["b"]!.ToString(), pair["magnitude"]!.ToString()));
        Near(T, pair["conoverT"]);
        Near(P, pair["conoverP"]);
        Near(Math.Log10(P), pair["conoverLog10P"]);
        Near(-0.92, pair["cliffsDelta"]);
    }

    [Fact]
    public void Bonferroni_TriplesPOfThreePairs()
    {
        var result = Json("--value", "latency_s", "--by", "deployment", "--where", "operator=identity", "--adjust", "bonferroni");
        Near(3 * P, result["pairs"]![0]!["conoverP"]);
        Assert.Equal("bonferroni", result["adjust"]!.ToString());
    }

    [Fact]
    public void TheText_HoldsThreeTables()
    {
        var outcome = Run(Table, "--value", "latency_s", "--by", "deployment");
        Assert.Equal(0, outcome.Status);
        Assert.Matches("(?s)Shapiro-Wilk.*3 rows, 5 columns.*Kruskal-Wallis.*Conover \\(p adjusted: none\\).*mobile +edge .*3 rows, 7 columns", outcome.Output);
    }

    [Fact]
    public void TooFewValuesForShapiro_LeaveABlankAndAWarning()
    {
        var outcome = Run("g,x\na,1\na,2\nb,4\nb,5\nb,7\n", "--value", "x", "--by", "g", "--json");
        var first = JsonNode.Parse(outcome.Output)!["shapiro"]![0]!;
        Assert.Equal((2, null), (first["n"]!.GetValue<int>(), first["w"]));
        Assert.Contains("warning: Shapiro-Wilk needs at least 3 values per group, 'a' has 2", outcome.Error);
    }

    [Fact]
    public void RepeatedInputs_AndWarmUps_AreWarnedOf()
    {
        var lines = from g in new[] { "a", "b" } from run in new[] { 1, 2 } from input in Enumerable.Range(0, 6) select $"{g},{input + (g == "b" ? 3 : 0)}.{run},{input},{(run > 1 ? "true" : "false")}";
        var outcome = Run($"g,x,input_id,kept\n{string.Join('\n', lines)}\n", "--value", "x", "--by", "g");
        Assert.Contains("12 of 24 rows are marked as not kept", outcome.Error);
        Assert.Contains("2 of 2 groups repeat the same inputs", outcome.Error);
        Assert.Contains("compared within inputs: --within input_id", outcome.Error);
    }

    // Medians per input, by hand: a 1 2 3 4 5 9, b 2 2 5 3 7 8, c 4 1 6 5 9 9.5. SciPy 1.10.1: stats.friedmanchisquare(a, b, c).
    [Fact]
    public void WithinInputs_RepeatsCountOnce()
    {
        double[][] inputs = [[1, 2, 3, 4, 5, 9], [2, 2, 5, 3, 7, 8], [4, 1, 6, 5, 9, 9.5]];
        var lines = from jitter in new[] { 0.01m, 0, -0.01m } from i in Enumerable.Range(0, 6) from g in Enumerable.Range(0, 3) select $"{"abc"[g]},{(decimal)inputs[g][i] + jitter},picture {i}";
        var table = $"g,x,input_id\n{string.Join('\n', lines)}\n";
        var result = JsonNode.Parse(Run(table, "--value", "x", "--by", "g", "--within", "input_id", "--adjust", "holm", "--json").Output)!;
        Assert.Equal((6, "holm"), (result["inputs"]!.GetValue<int>(), result["adjust"]!.ToString()));
        Near(4.260869565217386, result["friedman"]!["chiSquare"]);
        Near(0.11878563669440916, result["friedman"]!["p"]);
        Assert.Equal(["a b", "a c", "b c"], result["pairs"]!.AsArray().Select(pair => $"{pair!["a"]} {pair["b"]}"));
        // Median of a over that of b, each over 18 values: 3.5 / 4
        Near(3.5 / 4, result["pairs"]![0]!["medianRatio"]!["estimate"]);
        Assert.Contains("Friedman, do the groups differ within 6 inputs?", Run(table, "--value", "x", "--by", "g", "--within", "input_id").Output);
    }

    [Theory]
    [InlineData("no column 'latency'; the columns are deployment, latency_s, operator; closest: 'latency_s'", Table, "--value", "latency", "--by", "deployment")]
    [InlineData("no column 'tier'; the columns are", Table, "--value", "latency_s", "--by", "tier")]
    [InlineData("no column 'op'", Table, "--value", "latency_s", "--by", "deployment", "--where", "op=identity")]
    [InlineData("no row has operator=identty; the column holds identity, quantize; closest: 'identity'", Table, "--value", "latency_s", "--by", "deployment", "--where", "operator=identty")]
    [InlineData("--where 'operator' has no '='", Table, "--value", "latency_s", "--by", "deployment", "--where", "operator")]
    [InlineData("unknown adjustment 'hochberg'; use none, bonferroni, holm or bh", Table, "--value", "latency_s", "--by", "deployment", "--adjust", "hochberg")]
    [InlineData("row 1 (line 2): 'cloud' in column 'deployment' is not a number", Table, "--value", "deployment", "--by", "operator")]
    [InlineData("compares at least two groups, found 1 ('edge')", Table, "--value", "latency_s", "--by", "deployment", "--where", "deployment=edge")]
    [InlineData("needs at least 2 values per group, 'quantize' has 1", Table, "--value", "latency_s", "--by", "operator")]
    [InlineData("row 2 (line 3): 'NaN' in column 'x' is not a finite number", "g,x\na,1\nb,NaN\n", "--value", "x", "--by", "g")]
    [InlineData("row 2 (line 3): '-1' in column 'latency_s' is negative", "g,latency_s\na,1\nb,-1\n", "--value", "latency_s", "--by", "g")]
    [InlineData("all 4 values are equal", "g,x\na,1\na,1\nb,1\nb,1\n", "--value", "x", "--by", "g")]
    [InlineData("no column 'picture'; the columns are deployment, latency_s, operator", Table, "--value", "latency_s", "--by", "deployment", "--within", "picture")]
    [InlineData("column 'deployment' cannot be compared within as well", Table, "--value", "latency_s", "--by", "deployment", "--within", "deployment")]
    [InlineData("needs two that every group was measured with, found 1 of 2", Table, "--value", "latency_s", "--by", "deployment", "--within", "operator")]
    [InlineData("row 2 (line 3): 'fast' in column 'latency_s' is not a number", "g,latency_s\na,1\nb,fast\n", "--value", "latency_s", "--by", "g")]
    [InlineData("the file is empty", "", "--value", "x", "--by", "g")]
    [InlineData("the file has no data rows", "g,x\n", "--value", "x", "--by", "g")]
    [InlineData("Option '--by' is required; see 'edgenb stats --help'", Table, "--value", "latency_s")]
    public void BadInput_IsOneLine(string says, string table, params string[] arguments)
    {
        var outcome = Run(table, arguments);
        Assert.Equal((2, ""), (outcome.Status, outcome.Output));
        var line = Assert.Single(outcome.Errors);
        Assert.Contains(says, line);
        Assert.DoesNotContain("(Parameter", line);
    }

    private Outcome Run(string table, params string[] arguments) => Edgenb.Run(_scratch.Folder, ["stats", _scratch.File("table.csv", table), .. arguments]);

    private JsonNode Json(params string[] arguments) => JsonNode.Parse(Run(Table, [.. arguments, "--json"]).Output)!;

    private static void Near(double expected, JsonNode? actual) => Assert.Equal(expected, actual!.GetValue<double>(), 1e-9);
}
