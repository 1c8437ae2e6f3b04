namespace EdgeNotebooks.Host.Scripting;

/// <summary>A cell failed: it does not compile, it threw, it was stopped, or a reference cannot be satisfied.</summary>
/// <param name="name">The kind: an exception's type name, <c>CompilationError</c>, <c>Timeout</c>, <c>Interrupted</c>.</param>
/// <param name="message">What went wrong, in one or more lines.</param>
/// <param name="line">The line in the cell, from 1; 0 when it is not known.</param>
/// <param name="traceback">Lines to show below the message, without frames of the host.</param>
public sealed class CellException(string name, string message, int line, IReadOnlyList<string> traceback) : Exception(message)
{
    /// <summary>The kind of failure.</summary>
    public string Name { get; } = name;

    /// <summary>The line in the cell, from 1; 0 when it is not known.</summary>
    public int Line { get; } = line;

    /// <summary>The user's frames, innermost first.</summary>
    public IReadOnlyList<string> Traceback { get; } = traceback;
}
