namespace EdgeNotebooks.Cli.Tests.Experiments;

/// <summary>The job script of the docs under a real Slurm on this machine; skipped where Debian's slurm-wlm is not installed.</summary>
public sealed class SlurmArrayTests : IDisposable
{
    private const string Plan = """{ "subjects": ["resnet_mini"], "operators": ["identity", "partition"], "deployments": ["mobile", "edge", "mobile_edge"], "inputs": { "count": 10 }, "protocol": { "restarts": 6, "runs": 19 }, "accuracySamples": 0 }""";
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void AnArrayWhoseShardIsKilledAndRequeued_MergesToTheRowsOfOneRun()
    {
        if (SlurmCluster.Missing is { } missing) Assert.Skip(missing);
        var plan = _scratch.File("plan.json", Plan);
        Assert.Equal(0, Edgenb.Run(_scratch.Folder, "experiment", "run", plan, "--out", "whole", "--rehearse").Status);
        using (var cluster = SlurmCluster.Start(_scratch.Path("slurm")))
        {
            var exported = $"--export=PATH,EDGENB={Edgenb.Path},EDGENB_PLAN={plan},EDGENB_OUT={_scratch.Path("array")},EDGENB_FLAGS=--rehearse";
            var (status, said) = cluster.Ask("sbatch", "--parsable", "--array=1-2", "--oversubscribe", exported, Path.Combine(Edgenb.Root, "docs/experiment-array.sbatch"));
            Assert.True(status == 0, said);
            var job = said.Trim();
            SlurmCluster.Until("rows of the second shard", () => Rows("array/shard-2").Length > 20, _scratch.Path("slurm"));
            var before = Rows("array/shard-2").Length;
            Assert.Equal(0, cluster.Ask("scancel", "--signal=KILL", "--full", $"{job}_2").Status);
            // A task whose process was killed has failed; it is requeued, and sent at once instead of after Slurm's pause.
            SlurmCluster.Until("the second shard's end", () => !cluster.Ask("squeue", "-h", "-t", "R,CG", "-j", $"{job}_2").Output.Contains(job, StringComparison.Ordinal), _scratch.Path("slurm"));
            Assert.InRange(Rows("array/shard-2").Length, before, 3 * 3 * 200 - 1);
            var (requeued, why) = cluster.Ask("scontrol", "requeue", $"{job}_2");
            Assert.True(requeued == 0, why);
            SlurmCluster.Until("the end of the array", () =>
            {
                cluster.Ask("scontrol", "release", $"{job}_2");
                cluster.Ask("scontrol", "update", $"JobId={job}_2", "StartTime=now");
                return Rows("array/shard-1").Length == 3 * 3 * 200 && Rows("array/shard-2").Length == 3 * 3 * 200;
            }, _scratch.Path("slurm"));
        }

        var merged = Edgenb.Run(_scratch.Folder, "experiment", "merge", "array/shard-1", "array/shard-2", "--out", "merged");
        Assert.True(merged.Status == 0, merged.Error);
        Assert.Equal(Keys("whole"), Keys("merged"));
    }

    private string[] Rows(string folder)
    {
        var file = _scratch.Path($"{folder}/measurements.csv");
        return File.Exists(file) ? [.. File.ReadAllLines(file).Skip(1)] : [];
    }

    private string[] Keys(string folder) => [.. Rows(folder).Select(row => string.Join(',', row.Split(',').Take(11))).Order()];
}
