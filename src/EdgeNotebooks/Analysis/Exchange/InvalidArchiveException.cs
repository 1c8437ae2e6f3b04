namespace EdgeNotebooks.Analysis.Exchange;

/// <summary>A file is no archive of an experiment, or was changed since; the message says what to do.</summary>
/// <param name="path">The file.</param>
/// <param name="problem">What was found and what to do.</param>
/// <param name="cause">What reported it, if something else did.</param>
public sealed class InvalidArchiveException(string path, string problem, Exception? cause = null) : ArgumentException($"'{path}': {problem}", cause)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;
}
