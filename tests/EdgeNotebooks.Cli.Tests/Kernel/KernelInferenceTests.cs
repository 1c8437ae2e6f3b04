namespace EdgeNotebooks.Cli.Tests.Kernel;

public sealed class KernelInferenceTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("await Task.Run(() => session.Run(new float[384 * 384], 384, 384));")]
    [InlineData("session.Run(new float[384 * 384], 384, 384);")]
    public void ARunningInference_IsInterrupted_AndItsSessionServesOn(string run)
    {
        using var kernel = new KernelProcess(_scratch.Folder);
        using var client = new KernelClient(kernel);
        client.WaitUntilReady();
        // Twenty thousand matrix products: minutes, if nobody stops them.
        var (built, _) = client.Execute($$"""
            #r "{{Path.Combine(Path.GetDirectoryName(Edgenb.Path)!, "EdgeNotebooks.dll")}}"
            using EdgeNotebooks.Inference;
            using EdgeNotebooks.Onnx;
            var builder = new GraphBuilder("chain").Input("x0", ElementType.Float32, 384, 384);
            for (var i = 0; i < 20_000; i++) builder.Node("MatMul", [$"x{i}", "x0"], [$"x{i + 1}"]);
            var session = Session.Open(builder.Output("x20000", ElementType.Float32, 384, 384).Build(), new SessionSettings { Threads = 1, Optimize = false });
            """);
        Assert.Equal("ok", built["status"]!.ToString());
        var cell = client.SendExecute($"Console.WriteLine(\"begun\"); {run}");
        client.NextBroadcast("stream");
        Thread.Sleep(300);
        client.SendControl("interrupt_request", []);
        var (reply, _) = client.Collect(cell);
        Assert.Equal("stopped on request", reply["evalue"]!.ToString());
        Assert.Equal("0", client.Execute("RunningInferences.Stop()").Outputs[^1]["content"]!["data"]!["text/plain"]!.ToString());
        Assert.Equal("x20000", client.Execute("session.Outputs.Keys.Single()").Outputs[^1]["content"]!["data"]!["text/plain"]!.ToString());
    }
}
