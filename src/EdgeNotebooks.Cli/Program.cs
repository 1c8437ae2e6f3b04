using System.CommandLine;
using EdgeNotebooks.Cli.Commands;
using EdgeNotebooks.Cli.Terminal;
using EdgeNotebooks.Display;

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
    ProfileCommand.Create(),
    TierCommand.Create(),
};
var verbose = new Option<bool>("--verbose") { Description = "Adds the stack trace to an error.", Recursive = true };
root.Options.Add(verbose);

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0) return Failure.BadUsage(parsed.Errors[0].Message, parsed.CommandResult.Command);
if (UnknownOption() is { } option) return Failure.BadUsage($"Unrecognized option '{option}'", parsed.CommandResult.Command);
Work.Sink = new WorkView();
try
{
    var settings = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(10) };
    return await parsed.InvokeAsync(settings).ConfigureAwait(false);
}
catch (Exception e)
{
    return Failure.Report(e, parsed.GetValue(verbose));
}

// A list of arguments swallows mistyped options; nothing of ours is named --something.
string? UnknownOption() => parsed.CommandResult.Command.TreatUnmatchedTokensAsErrors && !args.Contains("--")
    ? parsed.CommandResult.Tokens.FirstOrDefault(token => token.Value.StartsWith("--", StringComparison.Ordinal))?.Value
    : null;
