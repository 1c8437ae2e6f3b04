namespace EdgeNotebooks.Analysis;

/// <summary>What recomputing a published number showed.</summary>
public enum PaperVerdict
{
    /// <summary>The same number comes out, to every digit that was printed.</summary>
    Agrees,

    /// <summary>Another number comes out, or the publication contradicts itself.</summary>
    Differs,

    /// <summary>What it would take to recompute it is not on this machine, or was never published.</summary>
    CannotBeChecked,
}

/// <summary>One published number, recomputed.</summary>
/// <param name="What">The quantity, for example <c>resnet edge:identity median_s</c>.</param>
/// <param name="Where">Where in the publication it stands.</param>
/// <param name="Published">As published.</param>
/// <param name="Recomputed">As recomputed; empty where it could not be.</param>
/// <param name="Verdict">The comparison of both.</param>
/// <param name="Why">How they were compared, or what explains a difference or a gap.</param>
public sealed record PaperEntry(string What, string Where, string Published, string Recomputed, PaperVerdict Verdict, string Why)
{
    /// <summary>The verdict in the words of the command line: agrees, differs, cannot be checked.</summary>
    public string VerdictInWords => InWords(Verdict);

    /// <summary>A verdict in the words of the command line.</summary>
    public static string InWords(PaperVerdict verdict) => verdict switch
    {
        PaperVerdict.Agrees => "agrees",
        PaperVerdict.Differs => "differs",
        _ => "cannot be checked",
    };

    /// <summary>Everything in one line.</summary>
    public override string ToString() => $"{VerdictInWords}: {Where}, {What}: published {Published}, recomputed {Recomputed} ({Why})";
}
