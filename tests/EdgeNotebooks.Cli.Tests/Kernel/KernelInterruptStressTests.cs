namespace EdgeNotebooks.Cli.Tests.Kernel;

/// <summary>Interrupts at many moments of one kernel's life, also before the cell has begun: none may be lost, hang it, lose its state or leave output half sent.</summary>
public sealed class KernelInterruptStressTests : IDisposable
{
    private static readonly int s_times = Environment.GetEnvironmentVariable("EDGENB_TEST_LONG") is { Length: > 0 } ? 100 : 12;
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("while (true) Console.WriteLine(\"on and on\");")]
    [InlineData("while (true) { display(count); Console.Error.Write('.'); }")]
    [InlineData("while (true) { await Task.Yield(); Console.Write(\"on \"); }")]
    public void ACellThatPrintsOn_IsInterruptedAtAnyMoment(string code)
    {
        using var kernel = new KernelProcess(_scratch.Folder);
        using var client = new KernelClient(kernel);
        client.WaitUntilReady();
        client.Execute("var count = 0;");
        var random = new Random(1);
        for (var i = 1; i <= s_times; i++)
        {
            var cell = client.SendExecute(code);
            Thread.Sleep(random.Next(5, 200));
            client.SendControl("interrupt_request", []);
            var reply = client.Collect(cell).Reply;
            Assert.True(reply["ename"]?.ToString() == "Interrupted", $"time {i}: {reply.ToJsonString()} {kernel.Log}");
            Assert.Equal($"{i}", client.Execute("++count").Outputs[^1]["content"]!["data"]!["text/plain"]!.ToString());
        }
    }
}
