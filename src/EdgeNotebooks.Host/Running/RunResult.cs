using EdgeNotebooks.Host.Documents;
using EdgeNotebooks.Host.Scripting;

namespace EdgeNotebooks.Host.Running;

/// <summary>What came of running a notebook.</summary>
/// <param name="Notebook">The notebook with the outputs of every cell that ran, also after a failure.</param>
/// <param name="Elapsed">Time from the session's start to the last cell's end.</param>
/// <param name="Failure">Why it stopped early, or null.</param>
/// <param name="FailedCell">Number of the code cell that failed, from 1; 0 if none did.</param>
public sealed record RunResult(Notebook Notebook, TimeSpan Elapsed, CellException? Failure, int FailedCell)
{
    /// <summary>The failure in one line: notebook, cell, line and message.</summary>
    public string? FailureLine => Failure is null ? null
        : $"{System.IO.Path.GetFileName(Notebook.Path)}, cell {FailedCell}{(Failure.Line > 0 ? $", line {Failure.Line}" : "")}: "
          + $"{(Failure.Name == "CompilationError" ? "" : Failure.Name + ": ")}{Failure.Message.ReplaceLineEndings(" ")}";
}
