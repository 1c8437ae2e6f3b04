using System.Diagnostics;
using System.Globalization;

namespace EdgeNotebooks.Benchmarks;

/// <summary>How soon the kernel is ready, has run a first cell, and what a warm cell costs, through Jupyter's own Python client. Medians of kernels.</summary>
public static class KernelBenchmark
{
    private const string Script = """
        import os, statistics, time
        from jupyter_client.manager import start_new_kernel
        for _ in range(5):
            begin = time.time()
            manager, client = start_new_kernel(kernel_name="edgenotebooks", startup_timeout=60)
            ready = time.time() - begin
            begin = time.time()
            client.execute_interactive("1 + 1", timeout=60, output_hook=lambda message: None)
            first = time.time() - begin
            warm = []
            for i in range(20):
                begin = time.time()
                client.execute_interactive(f"var x{i} = {i}; x{i}", timeout=60, output_hook=lambda message: None)
                warm.append(time.time() - begin)
            typed = []
            for i in range(11):
                begin = time.time()
                assert client.complete(f"x{i}.CompareT", reply=True, timeout=60)["content"]["matches"]
                typed.append(time.time() - begin)
            print(ready, first, statistics.median(warm[5:]), statistics.median(typed[1:]), flush=True)
            client.stop_channels()
            manager.shutdown_kernel()
        os._exit(0)  # The client's destructors complain at an orderly exit.
        """;

    public static IEnumerable<Measured> Run()
    {
        var folder = Directory.CreateTempSubdirectory("edgenb-benchmark-").FullName;
        var edgenb = Path.GetFullPath("../../EdgeNotebooks.Cli/release/edgenb", AppContext.BaseDirectory);
        using (var install = Process.Start(new ProcessStartInfo(edgenb, ["kernel", "install", "--prefix", folder]) { RedirectStandardOutput = true })!) install.WaitForExit();
        var start = new ProcessStartInfo("/usr/bin/python3", ["-c", Script]) { RedirectStandardOutput = true };
        start.Environment["JUPYTER_DATA_DIR"] = Path.Combine(folder, "share", "jupyter");
        using var python = Process.Start(start)!;
        var lines = python.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        python.WaitForExit();
        Directory.Delete(folder, recursive: true);
        if (python.ExitCode != 0) throw new InvalidOperationException("the kernel's benchmark needs Debian's package jupyter-client");
        var runs = lines.Select(line => line.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        yield return new("kernel: start to ready", Median(0), 2, "s");
        yield return new("kernel: first cell after that", Median(1), 3.5, "s");
        yield return new("kernel: warm cell, round trip", Median(2), 0.06, "s");
        yield return new("kernel: completion after the first", Median(3), 0.5, "s");

        double Median(int column) => runs.Select(run => run[column]).Order().ElementAt(runs.Length / 2);
    }
}
