using System.Text.Json.Nodes;

namespace EdgeNotebooks.Cli.Tests.Kernel;

/// <summary>The kernel as its clients see it (Jupyter messaging protocol 5.3).</summary>
public sealed class KernelProtocolTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly KernelProcess _kernel;
    private readonly KernelClient _client;
    private readonly JsonObject _info;

    public KernelProtocolTests()
    {
        _kernel = new KernelProcess(_scratch.Folder);
        _client = new KernelClient(_kernel);
        _info = _client.WaitUntilReady()["content"]!.AsObject();
    }

    public void Dispose()
    {
        _client.Dispose();
        _kernel.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public void CellsRun_AndTheirOutputsComeInOrder()
    {
        Assert.Equal("C#", _info["language_info"]!["name"]!.ToString());
        var (reply, outputs) = _client.Execute("var x = 40; Console.Write(\"a\"); display(\"b\"); Console.Error.Write(\"c\"); x + 2");
        Assert.Equal(("ok", 1), (reply["status"]!.ToString(), reply["execution_count"]!.GetValue<int>()));
        Assert.Equal(["execute_input", "stream", "display_data", "stream", "execute_result"], outputs.Select(Kind));
        Assert.Equal(["a", "c"], outputs.Where(output => Kind(output) == "stream").Select(output => output["content"]!["text"]!.ToString()));
        Assert.Equal("42", outputs[^1]["content"]!["data"]!["text/plain"]!.ToString());
        Assert.Equal("42", Result("x + 2"));
    }

    [Fact]
    public void AFailure_IsTold_AndWhatWasQueuedBehindIt_IsAborted()
    {
        var failing = _client.SendExecute("await Task.Delay(500);\nthrow new InvalidOperationException(\"out of luck\");");
        var queued = _client.SendExecute("1");
        var (reply, outputs) = _client.Collect(failing);
        Assert.Equal(("error", "InvalidOperationException", "out of luck"), (reply["status"]!.ToString(), reply["ename"]!.ToString(), reply["evalue"]!.ToString()));
        var traceback = outputs.Single(output => Kind(output) == "error")["content"]!["traceback"]!.AsArray().Select(line => line!.ToString()).ToArray();
        Assert.Contains(traceback, line => line.Contains("cell 1:line 2", StringComparison.Ordinal));
        Assert.DoesNotContain(traceback, line => line.Contains("EdgeNotebooks.Host", StringComparison.Ordinal) || line.Contains("CodeAnalysis", StringComparison.Ordinal));
        Assert.Equal("aborted", _client.Collect(queued).Reply["status"]!.ToString());
        Assert.Equal("1", Result("1"));
    }

    [Fact]
    public void Displays_AreUpdated_AlsoFromTheBackground_AndCleared()
    {
        var (_, shown) = _client.Execute("var place = display(\"first\"); var work = Task.Run(async () => { await Task.Delay(300); place.Update(\"later\"); Console.Write(\"done\"); });");
        var id = shown.Single(output => Kind(output) == "display_data")["content"]!["transient"]!["display_id"]!.ToString();
        var update = _client.NextBroadcast("update_display_data");
        Assert.Equal((id, "later"), (update["content"]!["transient"]!["display_id"]!.ToString(), update["content"]!["data"]!["text/plain"]!.ToString()));
        // What background work prints belongs to the cell that started it.
        Assert.Equal(shown[0]["parent_header"]!["msg_id"]!.ToString(), _client.NextBroadcast("stream")["parent_header"]!["msg_id"]!.ToString());
        Assert.True(_client.Execute("clear_output(wait: true);").Outputs.Single(output => Kind(output) == "clear_output")["content"]!["wait"]!.GetValue<bool>());
    }

    [Fact]
    public void ASilentRequest_BroadcastsNothing_AndDoesNotCount()
    {
        var silent = _client.SendShell("execute_request", new JsonObject { ["code"] = "var s = 5; s", ["silent"] = true, ["user_expressions"] = new JsonObject { ["twice"] = "2 * s", ["none"] = "t" } });
        var (reply, outputs) = _client.Collect(silent);
        Assert.Empty(outputs);
        Assert.Equal((0, "10", "error"), (reply["execution_count"]!.GetValue<int>(),
            reply["user_expressions"]!["twice"]!["data"]!["text/plain"]!.ToString(), reply["user_expressions"]!["none"]!["status"]!.ToString()));
        Assert.Equal(1, _client.Execute("s").Reply["execution_count"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("1 + 1", "complete")]
    [InlineData("for (var i = 0; i < 3; i++)\n{", "incomplete")]
    [InlineData("var x = ;", "invalid")]
    [InlineData("#!fsharp\n1", "invalid")]
    public void ItKnowsWhetherCodeIsWhole(string code, string status) =>
        Assert.Equal(status, _client.Ask("is_complete_request", new JsonObject { ["code"] = code })["status"]!.ToString());

    [Fact]
    public void History_HasInputs()
    {
        foreach (var code in new[] { "1", "2 + 2", "3" }) _client.Execute(code);
        Assert.Equal(["2 + 2", "3"], Codes(new JsonObject { ["hist_access_type"] = "tail", ["n"] = 2, ["output"] = false, ["raw"] = true }));
        Assert.Equal(["1", "2 + 2"], Codes(new JsonObject { ["hist_access_type"] = "range", ["session"] = 0, ["start"] = 1, ["stop"] = 3, ["output"] = false, ["raw"] = true }));
        Assert.Equal(["2 + 2"], Codes(new JsonObject { ["hist_access_type"] = "search", ["pattern"] = "*+*", ["output"] = false, ["raw"] = true }));

        IEnumerable<string> Codes(JsonObject request) => _client.Ask("history_request", request)["history"]!.AsArray().Select(entry => entry![2]!.ToString());
    }

    [Fact]
    public void AQuestion_ReachesTheUser_AndPasswordsAreMarked()
    {
        var cell = _client.SendExecute("var name = Console.ReadLine(); var secret = password(\"key? \"); name + secret");
        Assert.False(_client.Answer("ann")["content"]!["password"]!.GetValue<bool>());
        var second = _client.Answer("1234")["content"]!;
        Assert.Equal(("key? ", true), (second["prompt"]!.ToString(), second["password"]!.GetValue<bool>()));
        Assert.Equal("ann1234", _client.Collect(cell).Outputs[^1]["content"]!["data"]!["text/plain"]!.ToString());
    }

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("await Task.Delay(1); while (true) { }")]
    [InlineData("await Task.Delay(-1);")]
    [InlineData("System.Threading.Thread.Sleep(-1);")]
    [InlineData("Task.Delay(-1).Wait();")]
    [InlineData("Console.ReadLine();")]
    [InlineData("while (true) Console.WriteLine(\"on and on\");")]
    public void AnInterrupt_StopsTheCell_AndKeepsTheState(string code)
    {
        _client.Execute("var kept = 7;");
        var cell = _client.SendExecute(code);
        Thread.Sleep(400);
        _client.SendControl("interrupt_request", []);
        Assert.Equal("ok", _client.ReceiveControl()["content"]!["status"]!.ToString());
        Assert.Equal("Interrupted", _client.Collect(cell).Reply["ename"]!.ToString());
        Assert.Equal("7", Result("kept"));
    }

    [Fact]
    public void WhatCannotBeStopped_SaysSo_AndTheKernelServesOn()
    {
        var cell = _client.SendExecute("""
            [System.Runtime.InteropServices.DllImport("libc")] static extern int system(string command);
            Console.WriteLine("begun");
            system("sleep 10");
            """);
        _client.NextBroadcast("stream");
        _client.SendControl("interrupt_request", []);
        Assert.Contains("restart the kernel to end it", _client.Collect(cell).Reply["evalue"]!.ToString());
        Assert.Equal("2", Result("1 + 1"));
    }

    [Fact]
    public void CommsAreNotOffered_AndUnknownRequestsDoNoHarm()
    {
        Assert.Empty(_client.Ask("comm_info_request", [])["comms"]!.AsObject());
        var open = _client.SendShell("comm_open", new JsonObject { ["comm_id"] = "c1", ["target_name"] = "nobody", ["data"] = new JsonObject() });
        Assert.Equal("c1", _client.Broadcasts(open).Single(output => Kind(output) == "comm_close")["content"]!["comm_id"]!.ToString());
        Assert.Empty(_client.Broadcasts(_client.SendShell("frobnicate_request", [])));
        Assert.Equal("error", _client.Ask("execute_request", new JsonObject { ["nocode"] = 1 })["status"]!.ToString());
    }

    [Theory]
    [InlineData("shell")]
    [InlineData("control")]
    public void Shutdown_EndsTheProcess_AlsoWhileACellRuns(string channel)
    {
        _client.SendExecute("while (true) { }");
        Thread.Sleep(300);
        if (channel == "control") _client.SendControl("shutdown_request", new JsonObject { ["restart"] = true });
        else _client.SendControl("interrupt_request", []);
        if (channel == "shell") _client.SendShell("shutdown_request", new JsonObject { ["restart"] = false });
        Assert.True(_kernel.EndsWithin(TimeSpan.FromSeconds(20)));
    }

    private static string Kind(JsonObject message) => message["header"]!["msg_type"]!.ToString();

    private string Result(string code) => _client.Execute(code).Outputs[^1]["content"]!["data"]!["text/plain"]!.ToString();
}
