namespace EdgeNotebooks.Analysis;

/// <summary>A file of the study is needed that is not on this machine; the message says how to get it.</summary>
public sealed class StudyDataMissingException : Exception
{
    internal StudyDataMissingException(string what, string file, IReadOnlyList<string> looked)
        : base($"{what} ({file}) are not on this machine; looked in {string.Join(", ", looked)}; {Study.Remedy}")
    {
        (What, File, Looked) = (what, file, looked);
    }

    /// <summary>The data in words.</summary>
    public string What { get; }

    /// <summary>The file that would hold them.</summary>
    public string File { get; }

    /// <summary>Where it was looked for.</summary>
    public IReadOnlyList<string> Looked { get; }
}
