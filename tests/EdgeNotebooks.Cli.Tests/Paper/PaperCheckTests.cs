using System.Text.Json.Nodes;

namespace EdgeNotebooks.Cli.Tests.Paper;

public sealed class PaperCheckTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void EveryNumber_HasAVerdict_AndADifferenceIsNoFailure()
    {
        var outcome = Edgenb.Run(Edgenb.Root, "paper", "check", "--json");
        Assert.Equal((0, 0), (outcome.Status, outcome.Errors.Length));
        var entries = JsonNode.Parse(outcome.Output)!.AsArray();
        Assert.Equal(["agrees", "cannot be checked", "differs"], entries.Select(entry => entry!["verdict"]!.ToString()).Distinct().Order());
        var different = entries.Single(entry => entry!["what"]!.ToString() == "fcn earlyexit miou_pct (any)")!;
        // PAPER.md, section 9, item 9: accuracy.csv truncates fcn earlyexit (55.1675) to 55.16
        Assert.Equal(("55.16", "55.1675", "differs"), (different["published"]!.ToString(), different["recomputed"]!.ToString(), different["verdict"]!.ToString()));
    }

    [Fact]
    public void TheText_IsGroupedByVerdict()
    {
        var outcome = Edgenb.Run(Edgenb.Root, "paper", "check");
        Assert.Equal(0, outcome.Status);
        string[] headings = ["\nagrees: ", "\ndiffers: 1\n", "\ncannot be checked: ", "\nknown errors of the publication: ", "\ndecisions under other procedures\n"];
        var places = headings.Select(heading => outcome.Output.IndexOf(heading, StringComparison.Ordinal)).ToArray();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        Assert.Contains("Bonferroni (corrects for the pairs of a family and subject): 1 of 324 decisions changes", outcome.Output);
    }

    [Fact]
    public void ChangedDecisions_AreListed()
    {
        var decisions = JsonNode.Parse(Edgenb.Run(Edgenb.Root, "paper", "check", "--decisions", "--json").Output)!.AsArray();
        Assert.Equal(6, decisions.Count(decision => decision!["procedure"]!.ToString() == "each accuracy once" && decision["wasSignificant"]!.GetValue<bool>()));
    }

    [Theory]
    [InlineData("no folder 'nowhere'", "paper", "check", "--data", "nowhere")]
    [InlineData("Unrecognized command or argument '--nope'; see 'edgenb paper check --help'", "paper", "check", "--nope")]
    [InlineData("see 'edgenb paper --help'", "paper")]
    public void BadInput_IsOneLine(string says, params string[] arguments)
    {
        var outcome = Edgenb.Run(_scratch.Folder, arguments);
        Assert.Equal(2, outcome.Status);
        Assert.Contains(says, Assert.Single(outcome.Errors));
    }
}
