using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;

namespace EdgeNotebooks.Tests.Inference;

public class RunningInferencesTests
{
    private const int Size = 384;

    [Fact]
    public async Task ARunningInference_IsStopped_AndTheSessionServesOn()
    {
        // A chain of matrix products that takes minutes; the flag is looked at between operators.
        using var session = Session.Open(Chain(20_000), new SessionSettings { Threads = 1, Optimize = false });
        var input = new float[Size * Size];
        var run = Task.Run(() => session.Run(input, Size, Size), TestContext.Current.CancellationToken);
        while (RunningInferences.Stop() == 0) await Task.Delay(5, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<OperationCanceledException>(() => run.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        using var small = Session.Open(Chain(2));
        Assert.Equal(Size * Size, small.Run(input, Size, Size).Length);
        Assert.Equal(0, RunningInferences.Stop());
    }

    private static OnnxModel Chain(int length)
    {
        var builder = new GraphBuilder("chain").Input("x0", ElementType.Float32, Size, Size);
        for (var i = 0; i < length; i++) builder.Node("MatMul", [$"x{i}", "x0"], [$"x{i + 1}"]);
        return builder.Output($"x{length}", ElementType.Float32, Size, Size).Build();
    }
}
