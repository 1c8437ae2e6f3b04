namespace EdgeNotebooks.Imaging;

/// <summary>A preprocessing file that cannot be used.</summary>
public sealed class InvalidPreprocessingException : Exception
{
    /// <summary>An error in <paramref name="file"/>.</summary>
    /// <param name="file">The file as the caller named it.</param>
    /// <param name="problem">What was found, what was expected and what to do.</param>
    /// <param name="key">The key that is meant, where one is.</param>
    /// <param name="inner">The cause, where there is one.</param>
    public InvalidPreprocessingException(string file, string problem, string? key = null, Exception? inner = null)
        : base(key is null ? $"{file}: {problem}" : $"{file}: '{key}' {problem}", inner) => (File, Key) = (file, key);

    /// <summary>The file as the caller named it.</summary>
    public string File { get; }

    /// <summary>The key that is meant; null when the whole file is.</summary>
    public string? Key { get; }
}
