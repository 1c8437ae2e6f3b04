namespace EdgeNotebooks.Datasets.Fetching;

/// <summary>A file could not be downloaded, or what came is not the file that was asked for. Nothing lies under the file's own name.</summary>
public sealed class DownloadException : Exception
{
    /// <summary>An error for <paramref name="target"/>.</summary>
    /// <param name="url">Where the file was asked for.</param>
    /// <param name="target">The file that should have been written.</param>
    /// <param name="problem">What was found, what was expected and what to do.</param>
    /// <param name="inner">The cause, where there is one.</param>
    public DownloadException(Uri url, string target, string problem, Exception? inner = null)
        : base($"{target} from {url}: {problem}", inner) => (Url, Target, Problem) = (url, target, problem);

    /// <summary>Where the file was asked for.</summary>
    public Uri Url { get; }

    /// <summary>The file that should have been written.</summary>
    public string Target { get; }

    /// <summary>What is wrong, without the names.</summary>
    public string Problem { get; }
}
