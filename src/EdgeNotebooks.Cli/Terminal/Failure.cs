using System.CommandLine;
using EdgeNotebooks.Analysis;
using EdgeNotebooks.Datasets;
using EdgeNotebooks.Host.Documents;
using EdgeNotebooks.Host.Jupyter.Wire;
using EdgeNotebooks.Host.Running;
using EdgeNotebooks.Imaging;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Cuts;
using EdgeNotebooks.Operators.EarlyExit;
using EdgeNotebooks.Operators.Quantization;
using EdgeNotebooks.Subjects;
using EdgeNotebooks.Tiers;
using EdgeNotebooks.WhatIf;
using EdgeNotebooks.WhatIf.Profiling;

namespace EdgeNotebooks.Cli.Terminal;

/// <summary>Exit status and the one line on stderr that goes with it.</summary>
internal static class Failure
{
    public const int WorkFailed = 1;
    public const int BadInput = 2;

    private static readonly TextWriter s_stderr = Console.Error;

    /// <summary>The command line itself is wrong.</summary>
    public static int BadUsage(string message, Command command)
    {
        Line($"{message.TrimEnd('.')}; see 'edgenb {Words(command)}--help'");
        return BadInput;
    }

    /// <summary>Prints the exception's message as one line; the stack trace only if asked for.</summary>
    public static int Report(Exception exception, bool verbose)
    {
        if (exception is OperationCanceledException)
        {
            Line("stopped on request");
            return WorkFailed;
        }

        Line(Message(exception));
        if (verbose) s_stderr.WriteLine(exception);
        return exception is FileNotFoundException or DirectoryNotFoundException or NotebookFormatException or InvalidConnectionFileException or ParameterException
            or ArgumentException or UnauthorizedAccessException or InvalidTableException or ConfigurationNotFoundException
            or InvalidModelException or InvalidCutException or InvalidExitException or InvalidTensorException or ModelLoadException or TensorNotFoundException or ExternalDataException or InvalidDatasetException or UnreadablePictureException or InvalidPreprocessingException or NotSupportedException
            or ContradictionException or InvalidProfileException or UnknownSubjectException or RandomWeightsException or QuantizationException or CalibrationException or TierLimitException { PeakBytes: null } ? BadInput : WorkFailed;
    }

    /// <summary>The message without the name of a method's parameter, which says nothing to a user.</summary>
    private static string Message(Exception exception) => exception is ArgumentException { ParamName: { } name }
        ? exception.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal)
        : exception.Message;

    private static string Words(Command command) => command is RootCommand
        ? ""
        : string.Concat(command.Parents.OfType<Command>().Select(Words)) + command.Name + " ";

    /// <summary>Prints one line that begins with <c>error:</c>.</summary>
    public static void Line(string message) => s_stderr.WriteLine($"error: {message.ReplaceLineEndings(" ").Trim()}");
}
