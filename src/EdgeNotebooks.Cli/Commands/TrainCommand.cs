using System.CommandLine;
using System.Diagnostics;
using EdgeNotebooks.Cli.Terminal;

namespace EdgeNotebooks.Cli.Commands;

/// <summary><c>edgenb train</c>: builds and starts the training program, which alone needs libtorch.</summary>
internal static class TrainCommand
{
    private const string Project = "src/EdgeNotebooks.Training";

    public static Command Create()
    {
        var arguments = new Argument<string[]>("subject") { Arity = ArgumentArity.OneOrMore, Description = "A small subject, then the training program's own options." };
        var command = new Command("train", "Trains a small subject anew (restores libtorch, about 600 MB, the first time).") { arguments };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(async (parsed, cancel) =>
        {
            var root = CheckoutRoot() ?? throw new ArgumentException(
                $"no folder '{Project}' above the current one; training works in a checkout of the project only");
            var start = new ProcessStartInfo("dotnet") { WorkingDirectory = root };
            string[] all = ["run", "-c", "Release", "--project", Project, "--", .. parsed.GetValue(arguments)!, .. parsed.UnmatchedTokens];
            foreach (var argument in all) start.ArgumentList.Add(argument);
            using var process = Process.Start(start)!;
            await process.WaitForExitAsync(cancel).ConfigureAwait(false);
            return process.ExitCode is 0 or Failure.BadInput ? process.ExitCode : Failure.WorkFailed;
        });
        return command;
    }

    private static string? CheckoutRoot()
    {
        for (var folder = new DirectoryInfo(Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
            if (Directory.Exists(Path.Combine(folder.FullName, Project))) return folder.FullName;
        return null;
    }
}
