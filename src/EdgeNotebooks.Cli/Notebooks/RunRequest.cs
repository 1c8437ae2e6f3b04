namespace EdgeNotebooks.Cli.Notebooks;

/// <summary>What <c>edgenb run</c> was asked for.</summary>
internal sealed record RunRequest
{
    public required IReadOnlyList<NotebookFile> Notebooks { get; init; }

    public required string OutputFolder { get; init; }

    public bool WritePages { get; init; }

    public TimeSpan Timeout { get; init; } = System.Threading.Timeout.InfiniteTimeSpan;

    public bool KeepGoing { get; init; }

    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    public bool Json { get; init; }
}
