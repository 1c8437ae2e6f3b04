using System.Globalization;

namespace EdgeNotebooks.WhatIf.Profiling;

/// <summary>Sets of nodes as bits: in files as hexadecimal words, in memory as words.</summary>
internal static class NodeSet
{
    public static string Write(IEnumerable<int> nodes, int count)
    {
        var words = new ulong[(count + 63) / 64];
        foreach (var node in nodes) words[node / 64] |= 1UL << node % 64;
        return string.Concat(words.Select(word => word.ToString("x16", CultureInfo.InvariantCulture)));
    }

    public static ulong[] Read(string text) =>
        [.. Enumerable.Range(0, text.Length / 16).Select(word => ulong.Parse(text.AsSpan(word * 16, 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture))];

    /// <summary>Whether every node of <paramref name="part"/> is in <paramref name="set"/>.</summary>
    public static bool Contains(ulong[] set, ulong[] part)
    {
        for (var i = 0; i < set.Length; i++)
            if ((part[i] & ~set[i]) != 0) return false;
        return true;
    }

    /// <summary>Whether a node is in both.</summary>
    public static bool Meets(ulong[] a, ulong[] b)
    {
        for (var i = 0; i < a.Length; i++)
            if ((a[i] & b[i]) != 0) return true;
        return false;
    }

    /// <summary>Whether the first is a part of the second and not all of it: the second cut lies behind the first.</summary>
    public static bool IsBefore(ulong[] first, ulong[] second) => Contains(second, first) && !Contains(first, second);
}
