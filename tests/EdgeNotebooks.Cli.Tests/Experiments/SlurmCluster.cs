using System.Diagnostics;

namespace EdgeNotebooks.Cli.Tests.Experiments;

/// <summary>Slurm on this machine alone: munge, a controller and one node with two processors, from a configuration in a folder of its own.</summary>
public sealed class SlurmCluster : IDisposable
{
    private static readonly string[] s_needed = ["/usr/sbin/munged", "/usr/sbin/slurmctld", "/usr/sbin/slurmd", "/usr/bin/sbatch"];
    private readonly List<Process> _daemons = [];
    private readonly string _folder;

    private SlurmCluster(string folder) => _folder = folder;

    /// <summary>Why it cannot be had here; null where it can.</summary>
    public static string? Missing => !OperatingSystem.IsLinux() || Environment.UserName != "root" ? "needs root on Linux"
        : s_needed.FirstOrDefault(file => !File.Exists(file)) is { } file ? $"needs {file} (Debian package slurm-wlm)" : null;

    public static SlurmCluster Start(string folder)
    {
        var cluster = new SlurmCluster(folder);
        Directory.CreateDirectory(folder);
        foreach (var part in new[] { "state", "spool", "munge" }) Directory.CreateDirectory(Path.Combine(folder, part));
        var (socket, key) = (Path.Combine(folder, "munge/socket"), Path.Combine(folder, "munge/key"));
        File.WriteAllBytes(key, [.. Enumerable.Range(0, 128).Select(i => (byte)(i * 37))]);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var name = Run("hostname", "-s").Output.Trim();
        File.WriteAllText(Path.Combine(folder, "slurm.conf"), $"""
            ClusterName=test
            SlurmctldHost={name}(127.0.0.1)
            SlurmctldPort=16817
            SlurmdPort=16818
            AuthType=auth/munge
            AuthInfo=socket={socket}
            CredType=cred/munge
            SlurmUser=root
            SlurmdUser=root
            StateSaveLocation={folder}/state
            SlurmdSpoolDir={folder}/spool
            SlurmctldPidFile={folder}/slurmctld.pid
            SlurmdPidFile={folder}/slurmd.pid
            SlurmctldLogFile={folder}/slurmctld.log
            SlurmdLogFile={folder}/slurmd.log
            ProctrackType=proctrack/linuxproc
            TaskPlugin=task/none
            JobAcctGatherType=jobacct_gather/none
            SchedulerType=sched/backfill
            SelectType=select/cons_tres
            SelectTypeParameters=CR_CPU
            ReturnToService=2
            MpiDefault=none
            JobRequeue=1
            NodeName={name} NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
            PartitionName=all Nodes={name} Default=YES MaxTime=INFINITE State=UP OverSubscribe=YES
            """);
        cluster.Daemon("/usr/sbin/munged", "--foreground", "--force", "--socket", socket, "--key-file", key, "--pid-file", Path.Combine(folder, "munge/pid"), "--seed-file", Path.Combine(folder, "munge/seed"), "--log-file", Path.Combine(folder, "munge/log"));
        Until("munge's socket", () => File.Exists(socket), folder);
        cluster.Daemon("/usr/sbin/slurmctld", "-D", "-f", Path.Combine(folder, "slurm.conf"));
        cluster.Daemon("/usr/sbin/slurmd", "-D", "-f", Path.Combine(folder, "slurm.conf"), "-N", name);
        Until("an idle node", () => cluster.Ask("sinfo", "-h", "-o", "%T").Output.Contains("idle", StringComparison.Ordinal), folder);
        return cluster;
    }

    /// <summary>Runs one of Slurm's commands.</summary>
    public (int Status, string Output) Ask(string program, params string[] arguments) => Run(program, arguments, Path.Combine(_folder, "slurm.conf"), _folder);

    /// <summary>Waits until something holds, two minutes at most.</summary>
    public static void Until(string what, Func<bool> holds, string folder)
    {
        var limit = Stopwatch.StartNew();
        while (!holds())
        {
            Assert.True(limit.Elapsed < TimeSpan.FromMinutes(2), $"{what} did not come; {string.Join('\n', Directory.GetFiles(folder, "*.log").SelectMany(file => File.ReadLines(file).TakeLast(15)))}");
            Thread.Sleep(100);
        }
    }

    public void Dispose()
    {
        foreach (var daemon in Enumerable.Reverse(_daemons))
        {
            daemon.Kill(entireProcessTree: true);
            daemon.WaitForExit();
            daemon.Dispose();
        }
    }

    private void Daemon(string program, params string[] arguments)
    {
        var process = Process.Start(Info(program, arguments, Path.Combine(_folder, "slurm.conf"), _folder))!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _daemons.Add(process);
    }

    private static (int Status, string Output) Run(string program, params string[] arguments) => Run(program, arguments, null, Path.GetTempPath());

    private static (int Status, string Output) Run(string program, string[] arguments, string? configuration, string folder)
    {
        using var process = Process.Start(Info(program, arguments, configuration, folder))!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        process.WaitForExit();
        return (process.ExitCode, output.Result + error.Result);
    }

    private static ProcessStartInfo Info(string program, string[] arguments, string? configuration, string folder)
    {
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        if (configuration is not null) info.Environment["SLURM_CONF"] = configuration;
        return info;
    }
}
