namespace EdgeNotebooks.Operators.Partition;

/// <summary>What the parts of a model are to have in equal shares.</summary>
public enum Balance
{
    /// <summary>Parameters, the study's criterion.</summary>
    Parameters,

    /// <summary>Multiply-accumulates, close to equal time on equal tiers.</summary>
    Macs,
}
