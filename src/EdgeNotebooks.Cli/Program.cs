using System.CommandLine;
using System.CommandLine.Invocation;
using System.Runtime.InteropServices;
using EdgeNotebooks.Cli.Commands;
using EdgeNotebooks.Cli.Terminal;
using EdgeNotebooks.Display;
using EdgeNotebooks.Units;

var root = new RootCommand("Which deployment operators and tiers should serve a vision model, and at what price?")
{
    RunCommand.Create(),
    ModelCommand.Create(),
    PartitionCommand.Create(),
    EarlyExitCommand.Create(),
    InferCommand.Create(),
    BenchCommand.Create(),
    CompareCommand.Create(),
    ModelsCommand.Create(),
    EvaluateCommand.Create(),
    QuantizeCommand.Create(),
    TrainCommand.Create(),
    PaperCommand.Create(),
    StatsCommand.Create(),
    RecommendCommand.Create(),
    WhatIfCommand.Create(),
    FetchCommand.Create(),
    ExperimentCommand.Create(),
    KernelCommand.Create(),
    NewCommand.Create(),
    ProfileCommand.Create(),
    TierCommand.Create(),
    DoctorCommand.Create(),
};
var verbose = new Option<bool>("--verbose") { Description = "Adds the stack trace to an error.", Recursive = true };
root.Options.Add(verbose);

var parsed = root.Parse(args);
if (UnknownCommand() is { } command) return Failure.BadUsage(command, parsed.CommandResult.Command);
if (parsed.Errors.Count > 0) return Failure.BadUsage(parsed.Errors[0].Message, parsed.CommandResult.Command);
if (UnknownOption() is { } option) return Failure.BadUsage($"Unrecognized option '{option}'", parsed.CommandResult.Command);
Work.Sink = new WorkView();
using var interrupt = parsed.Action is SynchronousCommandLineAction ? PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop) : null;
try
{
    var settings = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(10) };
    return await parsed.InvokeAsync(settings).ConfigureAwait(false);
}
catch (Exception e)
{
    return Failure.Report(e, parsed.GetValue(verbose));
}

// Commands that finish nothing on the way end at once; what they leave half written removes itself.
static void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    Environment.Exit(Failure.Report(new OperationCanceledException(), verbose: false));
}

// The parser says "required command was not provided" of a mistyped one.
string? UnknownCommand()
{
    var commands = parsed.CommandResult.Command.Subcommands.Select(one => one.Name).ToArray();
    return commands.Length > 0 && parsed.UnmatchedTokens is [var word, ..] && !word.StartsWith('-')
        ? $"there is no command '{word}'; closest: '{NearestName.Among(word, commands, 1)[0]}'"
        : null;
}

// A list of arguments swallows mistyped options; nothing of ours is named --something.
string? UnknownOption() => parsed.CommandResult.Command.TreatUnmatchedTokensAsErrors && !args.Contains("--")
    ? parsed.CommandResult.Tokens.FirstOrDefault(token => token.Value.StartsWith("--", StringComparison.Ordinal))?.Value
    : null;
