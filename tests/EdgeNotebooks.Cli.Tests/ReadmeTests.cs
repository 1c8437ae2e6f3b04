using System.Text.RegularExpressions;

namespace EdgeNotebooks.Cli.Tests;

public sealed partial class ReadmeTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void TheExample_RunsAsACell_AndItsProofHolds()
    {
        var example = Example().Match(File.ReadAllText(Path.Combine(Edgenb.Root, "README.md"))).Groups[1].Value;
        Assert.InRange(example.Split('\n').Count(line => line.Contains(" = ") || line.Contains("Verify")), 5, 5);
        var library = Path.Combine(Path.GetDirectoryName(Edgenb.Path)!, "EdgeNotebooks.dll");
        _scratch.Notebook("readme.ipynb", $"#r \"{library}\"\nSystem.IO.Directory.SetCurrentDirectory(\"{Edgenb.Root}\");", example);
        var outcome = Edgenb.Run(_scratch.Folder, "run", "readme.ipynb", "--out", "out");
        Assert.True(outcome.Status == 0, outcome.Error);
        Assert.StartsWith("the parts compute the model", _scratch.Read("out/readme.ipynb").Of("text/plain").Last());
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
