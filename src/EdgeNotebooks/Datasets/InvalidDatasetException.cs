namespace EdgeNotebooks.Datasets;

/// <summary>A data set on disk that cannot be used, or one item of it whose label is missing or wrong.</summary>
public sealed class InvalidDatasetException : Exception
{
    /// <summary>An error in <paramref name="file"/>.</summary>
    /// <param name="file">The file or folder as the caller named it.</param>
    /// <param name="problem">What was found, what was expected and what to do.</param>
    /// <param name="line">Line of the file, from 1, where it is known.</param>
    /// <param name="inner">The cause, where there is one.</param>
    public InvalidDatasetException(string file, string problem, int? line = null, Exception? inner = null)
        : base(line is null ? $"{file}: {problem}" : $"{file}, line {line}: {problem}", inner) => (File, Problem, Line) = (file, problem, line);

    /// <summary>The file or folder as the caller named it.</summary>
    public string File { get; }

    /// <summary>What is wrong, without the file's name.</summary>
    public string Problem { get; }

    /// <summary>Line of the file, from 1, where it is known.</summary>
    public int? Line { get; }
}
