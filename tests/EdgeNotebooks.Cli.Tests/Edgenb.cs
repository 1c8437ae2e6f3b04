using System.Diagnostics;

namespace EdgeNotebooks.Cli.Tests;

/// <summary>The real command, as a process.</summary>
public static class Edgenb
{
    /// <summary>The checkout that the tests run in.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The command as the contract names its place.</summary>
    public static string Path { get; } = System.IO.Path.Combine(Root, "artifacts/bin/EdgeNotebooks.Cli/release/edgenb");

    public static Outcome Run(string folder, params string[] arguments) => Start(folder, arguments).Finish(TimeSpan.FromMinutes(10));

    public static Running Start(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        return new Running(Process.Start(start)!);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "EdgeNotebooks.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}

/// <summary>What a process left: exit status and its two streams.</summary>
public sealed record Outcome(int Status, string Output, string Error)
{
    /// <summary>The lines on stderr that begin with <c>error:</c>.</summary>
    public string[] Errors => [.. Error.Split('\n').Where(line => line.StartsWith("error:", StringComparison.Ordinal))];
}

/// <summary>A process that has been started, with its streams being read.</summary>
public sealed class Running(Process process)
{
    private readonly Task<string> _output = process.StandardOutput.ReadToEndAsync();
    private readonly System.Text.StringBuilder _errorText = new();
    private Task? _error;

    /// <summary>Waits for a line on stderr that contains the text.</summary>
    public void WaitForError(string text, TimeSpan limit)
    {
        var read = Task.Run(() =>
        {
            while (process.StandardError.ReadLine() is { } line)
            {
                lock (_errorText) _errorText.Append(line).Append('\n');
                if (line.Contains(text, StringComparison.Ordinal)) return true;
            }

            return false;
        });
        Assert.True(read.Wait(limit) && read.Result, $"'{text}' did not appear on stderr: {_errorText}");
    }

    /// <summary>Sends SIGINT, as Ctrl-C does.</summary>
    public void Interrupt() => Process.Start("kill", ["-INT", $"{process.Id}"])!.WaitForExit();

    /// <summary>Waits for the end; a process over the limit is killed and fails the test.</summary>
    public Outcome Finish(TimeSpan limit)
    {
        process.StandardInput.Close();
        _error ??= Task.Run(() =>
        {
            while (process.StandardError.ReadLine() is { } line) lock (_errorText) _errorText.Append(line).Append('\n');
        });
        if (!process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"edgenb did not end within {limit.TotalSeconds} s; stderr so far: {_errorText}");
        }

        Task.WaitAll(_output, _error);
        return new Outcome(process.ExitCode, _output.Result, _errorText.ToString());
    }
}
