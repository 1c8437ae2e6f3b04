namespace EdgeNotebooks.WhatIf;

/// <summary>No configuration keeps to all wishes.</summary>
public sealed class ContradictionException : Exception
{
    internal ContradictionException(IReadOnlyList<string> wishes)
        : base(wishes.Count switch
        {
            1 => $"no configuration keeps to '{wishes[0]}'; relax it",
            2 => $"'{wishes[0]}' and '{wishes[1]}' exclude each other: no configuration keeps to both; drop one",
            _ => $"no configuration keeps to all of: {string.Join("; ", wishes)}; drop one",
        }) => Wishes = wishes;

    /// <summary>The wishes that exclude each other, in words.</summary>
    public IReadOnlyList<string> Wishes { get; }
}
