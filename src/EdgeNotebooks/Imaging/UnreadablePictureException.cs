namespace EdgeNotebooks.Imaging;

/// <summary>A file that should be a picture and cannot be used as one: missing, damaged, empty, of another format or of a kind that is not read.</summary>
public sealed class UnreadablePictureException : Exception
{
    /// <summary>An error in <paramref name="file"/>.</summary>
    /// <param name="file">The file, or the name that the caller gave to bytes.</param>
    /// <param name="problem">What was found, what was expected and what to do.</param>
    /// <param name="inner">The cause, where there is one.</param>
    public UnreadablePictureException(string file, string problem, Exception? inner = null)
        : base($"{file}: {problem}", inner) => (File, Problem) = (file, problem);

    /// <summary>The file as the caller named it.</summary>
    public string File { get; }

    /// <summary>What is wrong, without the file's name.</summary>
    public string Problem { get; }
}
