using EdgeNotebooks.Host.Scripting;

namespace EdgeNotebooks.Host.Tests.Scripting;

public class CellSourceTests
{
    [Fact]
    public void LanguageLines_SplitACell_AndKeepLineNumbers()
    {
        var segments = CellSource.Split("var a = 1;\n#!markdown\n# Hi\n#!csharp\na", null);
        Assert.Equal([SegmentLanguage.CSharp, SegmentLanguage.Markdown, SegmentLanguage.CSharp], segments.Select(segment => segment.Language));
        Assert.Equal("# Hi", segments[1].Text);
        Assert.Equal("\n\n\n\na", segments[2].Text);
    }

    [Fact]
    public void Import_TakesItsFile() =>
        Assert.Equal((SegmentLanguage.Import, "lib/a b.csx"), CellSource.Split("#!import \"lib/a b.csx\"", null) is [var only] ? (only.Language, only.Text) : default);

    [Fact]
    public void ALanguageWeDoNotHave_IsNamedWithItsLine()
    {
        var error = Assert.Throws<CellException>(() => CellSource.Split("1\n#!pwsh\nls", null));
        Assert.Equal(2, error.Line);
        Assert.Contains("#!pwsh", error.Message);
    }

    [Fact]
    public void BlankCells_HaveNoSegments() => Assert.Empty(CellSource.Split("\n  \n#!csharp\n", null));
}
