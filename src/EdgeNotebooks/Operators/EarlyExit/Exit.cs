namespace EdgeNotebooks.Operators.EarlyExit;

/// <summary>A run of residual blocks that can be skipped.</summary>
/// <param name="From">The tensor that enters the first of them, before its activation.</param>
/// <param name="To">The sum that leaves the last.</param>
/// <param name="Blocks">Number of blocks skipped.</param>
/// <param name="RemovedNodes">Nodes that are gone then.</param>
/// <param name="RemovedParameters">Parameters that are gone.</param>
/// <param name="RemovedMacs">Multiply-accumulates that are gone; null where they cannot be told.</param>
public sealed record Exit(string From, string To, int Blocks, int RemovedNodes, long RemovedParameters, long? RemovedMacs)
{
    /// <summary><c>from -> to (2 blocks)</c></summary>
    public override string ToString() => FormattableString.Invariant($"{From} -> {To} ({Blocks} {(Blocks == 1 ? "block" : "blocks")})");
}
