using System.Text.Json.Nodes;

namespace EdgeNotebooks.Cli.Tests.Tiers;

/// <summary>edgenb doctor: looks at everything, ends with 0, leaves nothing behind.</summary>
public sealed class DoctorTests
{
    [Fact]
    public void EverythingIsLookedAt_AndWhatIsMissing_HasARemedy()
    {
        var groups = Groups();
        var outcome = Edgenb.Run(Edgenb.Root, "doctor", "--json");
        Assert.Equal(0, outcome.Status);
        var findings = JsonNode.Parse(outcome.Output)!["findings"]!.AsArray().Select(finding => finding!.AsObject()).ToArray();
        Assert.Equal(["machine", "limits", "links", "notebooks", "models", "data", "peers"], findings.Select(finding => (string)finding["area"]!).Distinct());
        Assert.All(findings, finding => Assert.Contains((string)finding["state"]!, (string[])["ok", "limited", "missing"]));
        Assert.All(findings.Where(finding => (string)finding["state"]! != "ok"), finding => Assert.False(string.IsNullOrEmpty((string?)finding["remedy"]), $"{finding}"));
        Assert.Equal("ok", (string)findings.Single(finding => (string)finding["what"]! == "resnet_mini")["state"]!);
        Assert.Contains(findings, finding => (string)finding["what"]! == ".NET SDK");
        Assert.Equal(groups, Groups());
    }

    [Fact]
    public void WithoutAnything_ItStillLooks_AndSaysWhatToType()
    {
        using var scratch = new Scratch();
        var start = new System.Diagnostics.ProcessStartInfo(Edgenb.Path, ["doctor"]) { WorkingDirectory = scratch.Folder, RedirectStandardOutput = true };
        (start.Environment["PATH"], start.Environment["HOME"]) = (scratch.Folder, scratch.Folder);
        start.Environment["JUPYTER_PATH"] = start.Environment["EDGENB_PAPER"] = "";
        using var process = System.Diagnostics.Process.Start(start)!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        Assert.Contains("-> edgenb models build duc", text, StringComparison.Ordinal);
        Assert.Matches("missing +notebooks +Jupyter", text);
        Assert.Matches("missing +machine +.NET SDK", text);
    }

    private static string[] Groups() => [.. ((string[])["/sys/fs/cgroup/cpu", "/sys/fs/cgroup/memory", "/sys/fs/cgroup", "/var/run/netns"]).Where(Directory.Exists)
        .SelectMany(folder => Directory.GetFileSystemEntries(folder, "edgenb-*doctor*")).Order()];
}
