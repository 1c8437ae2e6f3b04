using System.Diagnostics;

namespace EdgeNotebooks.Cli.Tests.Kernel;

public sealed class KernelExperimentTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    /// <summary>A cell passes no token. Afterwards nobody holds the folder, no tier is left, and the same cell goes on where it stopped.</summary>
    [Fact]
    public void ARunningExperiment_IsInterrupted_AndGoesOnLater()
    {
        using var kernel = new KernelProcess(_scratch.Folder);
        using var client = new KernelClient(kernel);
        client.WaitUntilReady();
        var (begun, _) = client.Execute($$"""
            #r "{{Path.Combine(Path.GetDirectoryName(Edgenb.Path)!, "EdgeNotebooks.dll")}}"
            using EdgeNotebooks.Experiments;
            using EdgeNotebooks.Experiments.Planning;
            var plan = Plan.Presets["quick"] with { Subjects = ["resnet_mini"], Operators = ["identity"], Deployments = ["mobile"], AccuracySamples = 0, Protocol = new() { Restarts = 1, Runs = 30 } };
            System.IO.Directory.SetCurrentDirectory("{{Edgenb.Root}}");
            var folder = "{{_scratch.Path("measured")}}";
            """);
        Assert.Equal("ok", begun["status"]!.ToString());
        var cell = client.SendExecute("var here = await Experiment.RunAsync(plan, folder);");
        var watch = Stopwatch.StartNew();
        while (Rows() < 2)
        {
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(2), kernel.Log);
            Thread.Sleep(50);
        }

        watch.Restart();
        client.SendControl("interrupt_request", []);
        var (reply, _) = client.Collect(cell);
        // The goal is two seconds; ten times that tells a kernel that waits for the plan's end.
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
        Assert.Equal("Interrupted", reply["ename"]!.ToString());
        Assert.Equal("resnet_mini", Result("plan.Subjects[0]"));
        // It does not go on in the background: the tiers end, no further row comes, and the folder is free.
        for (watch.Restart(); Children(kernel.Id).Length > 0; Thread.Sleep(50)) Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20));
        var kept = Rows();
        Assert.Equal($"{kept}", Result("Experiment.Open(folder).Count"));
        Assert.Equal("ok", client.Execute("var here = await Experiment.RunAsync(plan, folder);").Reply["status"]!.ToString());
        Assert.True(Rows() > kept);

        string Result(string code) => client.Execute(code).Outputs[^1]["content"]!["data"]!["text/plain"]!.ToString();
    }

    private int Rows()
    {
        var file = _scratch.Path("measured/measurements.csv");
        return File.Exists(file) ? Math.Max(0, File.ReadLines(file).Count() - 1) : 0;
    }

    private static string[] Children(int parent) => [.. Directory.GetDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _))
        .Select(folder => Path.Combine(folder, "stat")).Select(Text).Where(stat => stat.Length > 0 && stat[(stat.LastIndexOf(')') + 2)..].Split(' ') is [not "Z", var id, ..] && id == $"{parent}")];

    private static string Text(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
