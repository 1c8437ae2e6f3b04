using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeNotebooks.Cli.Notebooks;

/// <summary>Runs one notebook in a process of its own: this program again, with one notebook and <c>--json</c>.</summary>
internal static partial class NotebookProcess
{
    /// <summary>Set in the child: its parent prints the error line.</summary>
    public const string Variable = "EDGENB_BATCH";

    private const int Interrupt = 2;

    public static NotebookOutcome Run(RunRequest request, CancellationToken cancel)
    {
        var file = request.Notebooks.Single();
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(StartInfo(request, file))!;
        using var stop = cancel.Register(() => Stop(process));
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        try
        {
            return NotebookOutcome.FromJson((JsonObject)JsonNode.Parse(text)!.AsArray().Single()!) with { Notebook = file.Path };
        }
        catch (JsonException)
        {
            var error = process.ExitCode == Terminal.Failure.BadInput
                ? $"{Path.GetFileName(file.Path)}: could not be started with these settings"
                : $"{Path.GetFileName(file.Path)}: its process ended with status {process.ExitCode.ToString(CultureInfo.InvariantCulture)} before the notebook did; run it alone to see more";
            return new NotebookOutcome(file.Path, "failed", 0, watch.Elapsed.TotalSeconds, error, []);
        }
    }

    private static ProcessStartInfo StartInfo(RunRequest request, NotebookFile file)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet") start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        foreach (var argument in new[] { "run", file.Path, "--out", Path.Combine(request.OutputFolder, file.Subfolder), "--json" }) start.ArgumentList.Add(argument);
        if (request.WritePages) start.ArgumentList.Add("--html");
        if (request.Timeout != Timeout.InfiniteTimeSpan)
        {
            start.ArgumentList.Add("--timeout");
            start.ArgumentList.Add(request.Timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        }

        foreach (var (name, value) in request.Parameters)
        {
            start.ArgumentList.Add("--set");
            start.ArgumentList.Add($"{name}={value}");
        }

        start.Environment[Variable] = "1";
        return start;
    }

    /// <summary>Lets the child keep what it has; a child that does not react is ended.</summary>
    private static void Stop(Process process)
    {
        try
        {
            if (OperatingSystem.IsWindows() || Kill(process.Id, Interrupt) != 0) process.Kill(entireProcessTree: true);
            else if (!process.WaitForExit(TimeSpan.FromSeconds(1.8))) process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It has ended in the meantime.
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
