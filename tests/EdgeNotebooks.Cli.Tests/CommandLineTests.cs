namespace EdgeNotebooks.Cli.Tests;

public class CommandLineTests
{
    [Theory]
    [InlineData("there is no command 'partitoin'; closest: 'partition'; see 'edgenb --help'", "partitoin", "m.onnx")]
    [InlineData("there is no command 'verfiy'; closest: 'verify'; see 'edgenb whatif --help'", "whatif", "verfiy")]
    public void AMistypedCommand_IsAnsweredWithTheClosest(string says, params string[] arguments)
    {
        var outcome = Edgenb.Run(Edgenb.Root, arguments);
        Assert.Equal((2, ""), (outcome.Status, outcome.Output));
        Assert.Equal($"error: {says}", Assert.Single(outcome.Errors));
    }

    [Fact]
    public void AnInterruptedCommand_EndsWithStatus1_AndOneLine()
    {
        using var scratch = new Scratch();
        var running = Edgenb.Start(scratch.Folder, "quantize", Path.Combine(Edgenb.Root, "models/resnet_mini.onnx"), "--calibration", "shapes", "--samples", "100000", "--out", "q.onnx");
        running.WaitForError("calibrating", TimeSpan.FromMinutes(2));
        Ends(running);
        Assert.Empty(Directory.GetFiles(scratch.Folder));
    }

    [Fact]
    public async Task AnInterruptedWriter_LeavesNothingHalfWritten()
    {
        using var scratch = new Scratch();
        var running = Edgenb.Start(scratch.Folder, "models", "build", "resnet", "--out", "r.onnx");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        while (Directory.GetFiles(scratch.Folder, ".r.onnx.*").Length == 0) await Task.Delay(5, limit.Token);
        Ends(running);
        Assert.Empty(Directory.GetFiles(scratch.Folder));
    }

    private static void Ends(Running running)
    {
        running.Interrupt();
        var outcome = running.Finish(TimeSpan.FromMinutes(1));
        Assert.Equal((1, ""), (outcome.Status, outcome.Output));
        Assert.Equal("error: stopped on request", Assert.Single(outcome.Errors));
    }
}
