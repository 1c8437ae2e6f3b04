using System.Text.Json.Nodes;
using EdgeNotebooks.Host.Display;
using EdgeNotebooks.Host.Scripting;

namespace EdgeNotebooks.Host.Tests.Packages;

public sealed class PackageRestoreTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly LocalFeed _feed;
    private string? _progress;

    public PackageRestoreTests() => _feed = new LocalFeed(_scratch);

    public void Dispose()
    {
        _feed.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public void APackage_IsRestoredWithWhatItNeeds_AndLaterComesFromTheCache()
    {
        _feed.Publish("Inner", "1.0.0", "inner");
        _feed.Publish("Outer", "2.1.0", "outer", dependsOn: "Inner");
        Assert.Equal("outer inner", Result("#r \"nuget: Outer, 2.1.0\"\nOuter.Answer + \" \" + Inner.Answer"));
        // Progress was a display that ends with what was restored.
        Assert.Equal("restored Outer 2.1.0, 2 packages", _progress);
        Directory.Delete(_feed.Folder, recursive: true);
        Assert.Equal("outer", Result("#r \"nuget: Outer, 2.1.0\"\nOuter.Answer"));
        Assert.Null(_progress);
    }

    [Theory]
    [InlineData("nuget: Absent, 1.0.0", "package 'Absent 1.0.0' cannot be restored: NU1101")]
    [InlineData("nuget: ", "write #r \"nuget: NAME, VERSION\"")]
    [InlineData("nuget: A<B>, 1", "write #r \"nuget: NAME, VERSION\"")]
    public void WhatCannotBeRestored_SaysWhy(string reference, string says)
    {
        using var session = new ScriptSession(_scratch.Folder, new RecordedOutput());
        var error = Assert.Throws<CellException>(() => session.Run($"#r \"{reference}\"", null, 1, TestContext.Current.CancellationToken));
        Assert.Contains(says, error.Message);
    }

    private string Result(string code)
    {
        var output = new RecordedOutput();
        using var session = new ScriptSession(_scratch.Folder, output);
        session.Run(code, null, 1, TestContext.Current.CancellationToken);
        var outputs = output.TakeCell();
        _progress = outputs.FirstOrDefault(one => one["output_type"]!.ToString() == "display_data") is { } shown ? Text(shown) : null;
        return Text(Assert.Single(outputs, one => one["output_type"]!.ToString() == "execute_result"));

        static string Text(JsonObject one) => string.Concat(one["data"]!["text/plain"]!.AsArray().Select(line => line!.ToString()));
    }
}
