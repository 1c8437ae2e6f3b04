namespace EdgeNotebooks.Cli.Tests.Experiments;

/// <summary>Plans and folders that cannot be: one line that says what was found and what to do, and nothing is written.</summary>
public sealed class BadPlanTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("""{ "subjects": ["resnet_mimi"] }""", "closest: 'resnet_mini'")]
    [InlineData("""{ "operators": ["quantise"] }""", "closest: 'quantize'")]
    [InlineData("""{ "operators": ["partition_quantize"] }""", "a partition comes last")]
    [InlineData("""{ "deployments": ["edgecloud"] }""", "closest: 'edge_cloud'")]
    [InlineData("""{ "subject": ["resnet_mini"] }""", "closest: 'subjects'")]
    [InlineData("""{ "protocol": { "restart": 3 } }""", "closest: 'protocol.restarts'")]
    [InlineData("""{ "tiers": "paper-ratio:resmet" }""", "closest: 'paper-ratio:resnet'")]
    [InlineData("""{ "subjects": [] }""", "'subjects' is empty")]
    [InlineData("""{ "links": [] }""", "'links' is empty")]
    [InlineData("""{ "inputs": { "count": -1 } }""", "inputs.count is -1; it is at least 1")]
    [InlineData("""{ "protocol": { "runs": -5 } }""", "protocol.runs is -5; it is at least 1")]
    [InlineData("""{ "protocol": { "arrivalsPerSecond": -5 } }""", "protocol.arrivalsPerSecond is -5")]
    [InlineData("""{ "protocol": { "percentile": 100 } }""", "protocol.percentile is 100")]
    [InlineData("""{ "links": [{ "mobileEdgeMbps": 0, "edgeCloudMbps": 1 }] }""", "mobileEdgeMbps is 0")]
    [InlineData("""{ "operators": ["partition"], "deployments": ["mobile", "edge"] }""", "operator 'partition' divides the model")]
    [InlineData("""{ "subjects": ["resnet_mini", "resnet_mini"] }""", "twice")]
    [InlineData("""{ "seed": "one" }""", "wrong type")]
    [InlineData("""[]""", "no JSON object")]
    public void ABadPlan_IsNamedAtTheEntry(string plan, string expected)
    {
        var file = _scratch.File("plan.json", plan);
        var result = Edgenb.Run(_scratch.Folder, "experiment", "run", file, "--out", "out");
        Assert.Equal(2, result.Status);
        Assert.Contains(expected, Assert.Single(result.Errors), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_scratch.Path("out")));
    }

    // The study's tiers have 28 processors and 84 GB together, 16 and 64 in the cloud.
    [Fact]
    public void TiersThatThisMachineCannotGive_AreToldBeforeTheRun()
    {
        if (Environment.ProcessorCount >= 16) Assert.Skip("this machine has the study's 16 processors");
        var file = _scratch.File("plan.json", """{ "subjects": ["resnet_mini"], "tiers": "paper" }""");
        var result = Edgenb.Run(Edgenb.Root, "experiment", "run", file, "--out", _scratch.Path("out"));
        Assert.Equal(2, result.Status);
        Assert.Contains("use TierProfile.Scaled ('scaled')", Assert.Single(result.Errors), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_scratch.Path("out")));
        Assert.Contains("cannot run on this machine", Edgenb.Run(Edgenb.Root, "experiment", "plan", file).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void AModelThatATierCannotHold_IsToldBeforeTheRun()
    {
        Directory.CreateDirectory(_scratch.Path("models"));
        File.Copy(Path.Combine(Edgenb.Root, "models/resnet_mini.json"), _scratch.Path("models/resnet_mini.json"));
        // Holes take no room on the disk.
        using (var model = File.Create(_scratch.Path("models/resnet_mini.onnx"))) model.SetLength(100L << 30);
        var file = _scratch.File("plan.json", """{ "subjects": ["resnet_mini"], "operators": ["identity"], "deployments": ["mobile"] }""");
        var result = Edgenb.Run(_scratch.Folder, "experiment", "run", file, "--out", "out");
        Assert.Equal(2, result.Status);
        Assert.Matches("needs about 21[0-9].[0-9] GB on tier 'mobile', which has [0-9.]+ GB", Assert.Single(result.Errors));
        Assert.False(Directory.Exists(_scratch.Path("out")));
    }

    [Fact]
    public void ASecondRunner_IsRefused_AndTheFirstGoesOn()
    {
        var plan = _scratch.File("plan.json", """{ "subjects": ["resnet_mini"], "inputs": { "count": 20 }, "protocol": { "restarts": 5, "runs": 20 }, "accuracySamples": 0 }""");
        var first = Edgenb.Start(_scratch.Folder, "experiment", "run", plan, "--out", "out", "--rehearse");
        var until = DateTime.UtcNow.AddMinutes(2);
        while (!File.Exists(_scratch.Path("out/measurements.csv")) && DateTime.UtcNow < until) Thread.Sleep(20);
        var second = Edgenb.Run(_scratch.Folder, "experiment", "run", plan, "--out", "out", "--rehearse");
        Assert.NotEqual(0, second.Status);
        Assert.Contains("another runner is at work in this folder", Assert.Single(second.Errors), StringComparison.Ordinal);
        first.Interrupt();
        first.Finish(TimeSpan.FromMinutes(2));
        Assert.Equal(0, Edgenb.Run(_scratch.Folder, "experiment", "table", "out", "--out", "t.csv").Status);
    }

    // A file system of one megabyte fills while the plan is gone through; with more room it goes on, and nothing finished is lost.
    [Fact]
    public void AFullDisk_LosesNothing_AndTheRunGoesOnWhenThereIsRoom()
    {
        var disk = _scratch.Path("disk");
        Directory.CreateDirectory(disk);
        if (!OperatingSystem.IsLinux() || !Mount("-t", "tmpfs", "-o", "size=1m", "tmpfs", disk)) Assert.Skip("needs the right to mount a small file system");
        try
        {
            var plan = _scratch.File("plan.json", """{ "subjects": ["resnet_mini"], "inputs": { "count": 10 }, "protocol": { "restarts": 3, "runs": 2 }, "accuracySamples": 0 }""");
            var full = Edgenb.Run(_scratch.Folder, "experiment", "run", plan, "--out", "disk/out", "--rehearse");
            Assert.Equal(1, full.Status);
            Assert.Contains("make room", Assert.Single(full.Errors), StringComparison.Ordinal);
            var kept = Keys(disk);
            Assert.NotEmpty(kept);
            Assert.True(Mount("-o", "remount,size=16m", disk));
            var rest = Edgenb.Run(_scratch.Folder, "experiment", "run", plan, "--out", "disk/out", "--rehearse");
            Assert.True(rest.Status == 0, rest.Error);
            var all = Keys(disk);
            // 18 configurations, 3 restarts, 3 runs over 10 inputs.
            Assert.Equal(18 * 3 * 30, all.Length);
            Assert.Equal(all.Length, all.Distinct().Count());
            Assert.Equal(kept, all.Take(kept.Length));
        }
        finally
        {
            System.Diagnostics.Process.Start("umount", [disk]).WaitForExit();
        }
    }

    private static bool Mount(params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("mount", arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    /// <summary>Keys of the whole lines; a full disk may leave the last one torn, until the file is made anew from the journal.</summary>
    private static string[] Keys(string disk)
    {
        var text = File.ReadAllText(Path.Combine(disk, "out/measurements.csv"));
        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(row => string.Join(',', row.Split(',').Take(11)))];
    }
}
