using EdgeNotebooks.Host.Documents;

namespace EdgeNotebooks.Host.Tests.Documents;

public sealed class NotebookReaderTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void SourceAsLinesOrAsText_ReadsAlike()
    {
        var notebook = Read("""{"cells":[{"cell_type":"code","source":["a\n","b"]},{"cell_type":"code","source":"a\r\nb"}],"metadata":{},"nbformat":4,"nbformat_minor":2}""");
        Assert.Equal(["a\nb", "a\nb"], notebook.Cells.Select(cell => cell.Source));
    }

    [Fact]
    public void MissingDuplicateAndIllegalIds_AreReplacedByUniqueLegalOnes()
    {
        var notebook = Read("""
            {"cells":[{"cell_type":"raw","id":"x","source":""},{"cell_type":"raw","id":"x","source":""},
            {"cell_type":"raw","source":""},{"cell_type":"raw","id":"not legal!","source":""}],"metadata":{},"nbformat":4,"nbformat_minor":5}
            """);
        var ids = notebook.Cells.Select(cell => cell.Id).ToArray();
        Assert.Equal("x", ids[0]);
        Assert.Equal(4, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches("^[a-zA-Z0-9_-]{1,64}$", id));
    }

    [Theory]
    [InlineData("{\"cells\":", "no valid JSON at line 1")]
    [InlineData("[1]", "no list 'cells'")]
    [InlineData("{\"a\":1}", "no list 'cells'")]
    [InlineData("{\"cells\":[],\"nbformat\":3}", "nbformat 3")]
    [InlineData("{\"cells\":[{\"cell_type\":\"video\"}],\"nbformat\":4}", "cell 1 of unknown type 'video'")]
    [InlineData("{\"cells\":[],\"nbformat\":4,\"metadata\":{\"kernelspec\":{\"name\":\"python3\",\"language\":\"python\"}}}", "is a python notebook (kernel 'python3')")]
    [InlineData("{\"cells\":[],\"nbformat\":4,\"metadata\":{\"kernelspec\":{\"name\":\".net-fsharp\",\"language\":\"F#\"}}}", "is a F# notebook")]
    public void WhatIsNoCSharpNotebook_IsRefusedByName(string text, string says)
    {
        var error = Assert.Throws<NotebookFormatException>(() => Read(text));
        Assert.Contains(says, error.Message);
        Assert.Contains("test.ipynb", error.Message);
    }

    [Theory]
    [InlineData(".net-csharp", "C#")]
    [InlineData("edgenotebooks", "C#")]
    [InlineData("python3", "csharp")]
    public void CSharpByKernelOrLanguage_IsAccepted(string kernel, string language) =>
        Assert.Empty(Read("{\"cells\":[],\"nbformat\":4,\"metadata\":{\"kernelspec\":{\"name\":\"" + kernel + "\",\"language\":\"" + language + "\"}}}").Cells);

    [Fact]
    public void Written_ThenRead_IsTheSame()
    {
        var notebook = Read("""
            {"cells":[{"cell_type":"markdown","id":"m","metadata":{"a":1},"source":"# T\n\n<b>&\"é"},
            {"cell_type":"code","id":"c","metadata":{"tags":["parameters"]},"source":"var x = 1;\n"}],"metadata":{"own":{"b":[2]}},"nbformat":4,"nbformat_minor":5}
            """);
        var path = Path.Combine(_scratch.Folder, "out", "copy.ipynb");
        NotebookWriter.Write(notebook, path);
        var copy = NotebookReader.Read(path);
        Assert.Equal(notebook.Cells.Select(cell => (cell.Id, cell.Kind, cell.Source, cell.Metadata.ToJsonString())),
            copy.Cells.Select(cell => (cell.Id, cell.Kind, cell.Source, cell.Metadata.ToJsonString())));
        Assert.Equal("2", copy.Metadata["own"]!["b"]![0]!.ToString());
        Assert.Equal(".net-csharp", copy.Metadata["kernelspec"]!["name"]!.ToString());
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    private Notebook Read(string text) => NotebookReader.Read(_scratch.File("test.ipynb", text));
}
