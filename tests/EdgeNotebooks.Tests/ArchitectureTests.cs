using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace EdgeNotebooks.Tests;

/// <summary>Dependencies point one way: a folder of the library uses only what stands before it.</summary>
public class ArchitectureTests
{
    // Emulation holds the lab: it ties tiers (limits) to transport (links, messages), so neither of the two can hold it.
    private static readonly string[] s_chain =
        ["Units", "Display", "Onnx", "Inference", "Operators", "Subjects", "Tiers", "Transport", "Emulation", "Experiments", "Analysis", "Charts", "WhatIf"];

    /// <summary>Folders aside of the chain, and what they may use; the chain may use them from the named folder on.</summary>
    private static readonly Dictionary<string, (string[] Uses, string OpenFrom)> s_aside = new()
    {
        ["Imaging"] = (["Units", "Display"], "Operators"),
        ["Datasets"] = (["Units", "Display", "Imaging"], "Operators"),
        ["Metrics"] = (["Units", "Display"], "Operators"),
        ["Statistics"] = (["Units", "Display"], "Operators"),
    };

    [Fact]
    public void NoFolder_UsesOneThatStandsAfterIt()
    {
        var source = Path.GetFullPath("../../src/EdgeNotebooks", Folder());
        var wrong = Directory.GetFiles(source, "*.cs", SearchOption.AllDirectories)
            .Select(file => (File: Path.GetRelativePath(source, file), Text: File.ReadAllText(file)))
            .Where(file => file.File.Contains('/', StringComparison.Ordinal))
            .SelectMany(file => Regex.Matches(file.Text, @"\bEdgeNotebooks\.([A-Z]\w+)")
                .Select(match => match.Groups[1].Value).Distinct()
                .Where(used => !Allowed(file.File.Split('/')[0], used))
                .Select(used => $"{file.File} uses {used}"))
            .ToArray();
        Assert.True(wrong.Length == 0, string.Join("\n", wrong));
    }

    [Fact]
    public void EveryFolder_HasItsPlace()
    {
        var folders = Directory.GetDirectories(Path.GetFullPath("../../src/EdgeNotebooks", Folder())).Select(Path.GetFileName)
            .Where(name => name is not ("bin" or "obj"));
        Assert.Empty(folders.Except([.. s_chain, .. s_aside.Keys]));
    }

    private static bool Allowed(string folder, string used)
    {
        if (folder == used || !(s_chain.Contains(used) || s_aside.ContainsKey(used))) return true;
        if (s_aside.TryGetValue(folder, out var aside)) return aside.Uses.Contains(used);
        var place = Array.IndexOf(s_chain, folder);
        return s_aside.TryGetValue(used, out var open) ? place >= Array.IndexOf(s_chain, open.OpenFrom) : Array.IndexOf(s_chain, used) < place;
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
