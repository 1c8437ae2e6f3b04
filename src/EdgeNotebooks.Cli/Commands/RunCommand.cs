using System.CommandLine;
using System.Globalization;
using EdgeNotebooks.Cli.Notebooks;
using EdgeNotebooks.Host.Running;

namespace EdgeNotebooks.Cli.Commands;

/// <summary><c>edgenb run</c>: executes C# notebooks headless.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var inputs = new Argument<string[]>("notebook")
        {
            Arity = ArgumentArity.OneOrMore,
            Description = "Notebooks, or folders: of a folder the numbered ones in order (all, if none is numbered).",
        };
        var recursive = new Option<bool>("--recursive") { Description = "Folders below a folder too." };
        var output = new Option<string?>("--out")
        {
            Description = "Folder for the executed notebooks. Without it: 'executed' in the current folder, pages included.",
        };
        var html = new Option<bool>("--html") { Description = "Also one self-contained page per notebook." };
        var timeout = new Option<double?>("--timeout") { Description = "Longest time for one cell, in seconds. No limit by default." };
        var keepGoing = new Option<bool>("--keep-going") { Description = "Goes on with the next notebook after a failure." };
        var set = new Option<string[]>("--set") { Description = "NAME=VALUE: sets a variable of the cell tagged 'parameters'. Repeatable." };
        var json = new Option<bool>("--json") { Description = "The result as one JSON document on stdout." };
        var command = new Command("run", "Executes C# notebooks and keeps their outputs.") { inputs, recursive, output, html, timeout, keepGoing, set, json };
        command.SetAction((parsed, cancel) =>
        {
            var request = new RunRequest
            {
                Notebooks = NotebookFiles.Find(parsed.GetValue(inputs)!, parsed.GetValue(recursive)),
                OutputFolder = Path.GetFullPath(parsed.GetValue(output) ?? "executed"),
                WritePages = parsed.GetValue(html) || parsed.GetValue(output) is null,
                Timeout = Seconds(parsed.GetValue(timeout)),
                KeepGoing = parsed.GetValue(keepGoing),
                Parameters = Pairs(parsed.GetValue(set) ?? []),
                Json = parsed.GetValue(json),
            };
            // The cell's thread needs the console and the current directory; a thread of its own keeps Ctrl-C's handler free.
            return Task.Run(() => NotebookBatch.Run(request, cancel), CancellationToken.None);
        });
        return command;
    }

    private static TimeSpan Seconds(double? seconds) => seconds switch
    {
        null => Timeout.InfiniteTimeSpan,
        > 0 and < 1e6 => TimeSpan.FromSeconds(seconds.Value),
        _ => throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"--timeout is {seconds}; it takes seconds, more than 0 and at most 1000000")),
    };

    private static Dictionary<string, string> Pairs(string[] texts)
    {
        var pairs = new Dictionary<string, string>();
        foreach (var text in texts)
        {
            var at = text.IndexOf('=', StringComparison.Ordinal);
            if (at < 1) throw new ParameterException($"--set '{text}' has no '='; write --set NAME=VALUE");
            pairs[text[..at].Trim()] = text[(at + 1)..];
        }

        return pairs;
    }
}
