using System.Diagnostics;
using System.Text.RegularExpressions;

namespace EdgeNotebooks.Host.Scripting;

/// <summary>Tells an exception in the user's words: message, cell line, and no frame of the host or the compiler.</summary>
internal static partial class CellTraceback
{
    public static CellException Describe(Exception exception)
    {
        while (exception is AggregateException { InnerExceptions.Count: 1 } or System.Reflection.TargetInvocationException { InnerException: not null })
            exception = exception.InnerException!;

        var frames = new StackTrace(exception, fNeedFileInfo: true).GetFrames();
        var line = frames.Where(IsCell).Select(frame => frame.GetFileLineNumber()).LastOrDefault();
        string[] traceback =
        [
            $"{exception.GetType().FullName}: {exception.Message}",
            .. exception.StackTrace?.Split('\n').Select(frame => frame.TrimEnd()).TakeWhile(frame => !HostFrame().IsMatch(frame)).Select(Readable) ?? [],
            .. Inner(exception),
        ];
        return new CellException(exception.GetType().Name, exception.Message, line, traceback);
    }

    private static bool IsCell(StackFrame frame) => frame.GetFileName()?.StartsWith("cell ", StringComparison.Ordinal) == true;

    private static IEnumerable<string> Inner(Exception exception) =>
        exception.InnerException is { } inner ? [$" ---> {inner.GetType().FullName}: {inner.Message}", .. Inner(inner)] : [];

    private static string Readable(string frame) => SubmissionName().Replace(SubmissionFrame().Replace(frame, "   at $2"), "");

    [GeneratedRegex(@"Microsoft\.CodeAnalysis\.Scripting\.|EdgeNotebooks\.Host\.|^--- End of stack trace")]
    private static partial Regex HostFrame();

    [GeneratedRegex(@"^\s+at Submission#\d+\.(<<Initialize>>\S*MoveNext\(\)|<Factory>\S*) in (cell \d+:line \d+)")]
    private static partial Regex SubmissionFrame();

    [GeneratedRegex(@"Submission#\d+\.")]
    private static partial Regex SubmissionName();
}
