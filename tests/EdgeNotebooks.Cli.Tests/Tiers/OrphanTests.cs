using System.Diagnostics;
using System.Globalization;

namespace EdgeNotebooks.Cli.Tests.Tiers;

/// <summary>Tiers end with what started them, however that ends.</summary>
public sealed class OrphanTests
{
    [Theory]
    [InlineData("auto")]
    [InlineData("signals")]
    public void ANotebookThatIsKilled_LeavesNoTier(string mechanism)
    {
        using var scratch = new Scratch();
        var marker = scratch.Path("processes.txt");
        var notebook = scratch.Notebook("lab.ipynb",
            $"#r \"{typeof(Emulation.Lab).Assembly.Location}\"",
            $$"""
            using EdgeNotebooks.Tiers; using EdgeNotebooks.Emulation;
            var lab = await Lab.StartAsync(TierProfile.Scaled, Links.Study, new LabSettings { CpuLimit = "{{mechanism}}" });
            System.IO.File.WriteAllText("{{marker}}", "started");
            await System.Threading.Tasks.Task.Delay(60000);
            """);
        using var process = Process.Start(new ProcessStartInfo(Edgenb.Path, ["run", notebook, "--out", scratch.Path("out")]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        Wait(() => File.Exists(marker), 180);
        var tiers = TiersBelow(process.Id);
        Assert.Equal(6, tiers.Count);
        process.Kill();
        process.WaitForExit();
        Wait(() => !tiers.Any(tier => Directory.Exists($"/proc/{tier}")), 20);
        Assert.DoesNotContain(Groups(), group => tiers.Any(tier => group.Contains($"edgenb-{tier}-", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Groups() =>
        ((string[])["/sys/fs/cgroup/cpu", "/sys/fs/cgroup/memory", "/sys/fs/cgroup"]).Where(Directory.Exists).SelectMany(folder => Directory.GetDirectories(folder, "edgenb-*"));

    private static List<int> TiersBelow(int parent)
    {
        var all = Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(name => (Id: int.Parse(name!, CultureInfo.InvariantCulture), Parent: ParentOf(name!))).ToList();
        var below = new List<int> { parent };
        for (var i = 0; i < below.Count; i++) below.AddRange(all.Where(process => process.Parent == below[i]).Select(process => process.Id));
        return [.. below.Skip(1).Where(id => Command(id).Contains("tier", StringComparison.Ordinal))];
    }

    private static int ParentOf(string process)
    {
        try
        {
            return int.Parse(File.ReadAllText($"/proc/{process}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static string Command(int process) => File.ReadAllText($"/proc/{process}/cmdline");

    private static void Wait(Func<bool> condition, int seconds)
    {
        for (var watch = Stopwatch.StartNew(); !condition(); Thread.Sleep(50)) Assert.True(watch.Elapsed.TotalSeconds < seconds, $"not within {seconds} s");
    }
}
