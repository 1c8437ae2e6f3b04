using System.Text.Json.Nodes;

namespace EdgeNotebooks.Cli.Tests.Kernel;

public sealed class KernelAssistanceTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly KernelProcess _kernel;
    private readonly KernelClient _client;

    public KernelAssistanceTests()
    {
        _kernel = new KernelProcess(_scratch.Folder);
        _client = new KernelClient(_kernel);
        _client.WaitUntilReady();
    }

    public void Dispose()
    {
        _client.Dispose();
        _kernel.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public void Completion_KnowsEveryCellsDeclarations_AndTheLibrary()
    {
        _client.Execute($"#r \"{Path.Combine(Path.GetDirectoryName(Edgenb.Path)!, "EdgeNotebooks.dll")}\"\nvar numbers = new List<int> {{ 1 }};");
        _client.Execute("using EdgeNotebooks.Units;\nrecord Point(int Left, int Top);");
        _client.Execute("var corner = new Point(1, 2);");
        Assert.Contains("numbers", Matches("numb"));
        Assert.Equal(["Left"], Matches("corner.Le"));
        Assert.Contains("AddRange", Matches("numbers.Add"));
        Assert.Contains("Sample", Matches("new Sam"));
        Assert.Contains("display", Matches("disp"));
        // A failed cell leaves nothing behind.
        _client.Execute("var never = 1; broken");
        Assert.DoesNotContain("never", Matches("nev"));
    }

    [Fact]
    public void Positions_CountCodePoints()
    {
        var reply = _client.Ask("complete_request", new JsonObject { ["code"] = "\"😀😀\"; Console.WriteL", ["cursor_pos"] = 21 });
        Assert.Equal(("WriteLine", 14, 20), (reply["matches"]![0]!.ToString(), reply["cursor_start"]!.GetValue<int>(), reply["cursor_end"]!.GetValue<int>()));
    }

    [Theory]
    [InlineData("Console.Beep", "static void System.Console.Beep()")]
    [InlineData("Math.Sqrt(2", "static double System.Math.Sqrt(double d)")]
    [InlineData("twice", "int Twice(int n)")]
    public void Inspection_ShowsTheSignature(string code, string signature)
    {
        _client.Execute("int Twice(int n) => 2 * n;");
        if (code == "twice") code = "Twice";
        var reply = Inspect(code);
        Assert.True(reply["found"]!.GetValue<bool>());
        Assert.StartsWith(signature, reply["data"]!["text/plain"]!.ToString());
    }

    [Fact]
    public void WhatIsUnknown_IsNotFound() => Assert.False(Inspect("nothing_of_this_name")["found"]!.GetValue<bool>());

    private JsonObject Inspect(string code) => _client.Ask("inspect_request", new JsonObject { ["code"] = code, ["cursor_pos"] = code.Length, ["detail_level"] = 0 });

    private IEnumerable<string> Matches(string code) =>
        _client.Ask("complete_request", new JsonObject { ["code"] = code, ["cursor_pos"] = code.Length })["matches"]!.AsArray().Select(match => match!.ToString());
}
