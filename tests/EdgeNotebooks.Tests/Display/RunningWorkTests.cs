using EdgeNotebooks.Display;

namespace EdgeNotebooks.Tests.Display;

public class RunningWorkTests
{
    [Fact]
    public async Task Stop_EndsWorkThatNobodyGaveAToken_AndWaitsUntilItIsPutAway()
    {
        var begun = new TaskCompletionSource();
        var putAway = false;
        var work = RunningWork.RunAsync(async stop =>
        {
            begun.SetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, stop);
            }
            finally
            {
                putAway = true;
            }

            return 1;
        }, CancellationToken.None);
        await begun.Task;
        await RunningWork.StopAsync();
        Assert.True(putAway);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
        // Nothing is left to wait for, and later work is not touched.
        Assert.True(RunningWork.StopAsync().IsCompleted);
        Assert.Equal(2, await RunningWork.RunAsync(async _ => await Task.FromResult(2), CancellationToken.None));
    }

    [Fact]
    public async Task ACallersToken_StopsItToo()
    {
        using var cancel = new CancellationTokenSource();
        var work = RunningWork.RunAsync(async stop =>
        {
            await Task.Delay(Timeout.Infinite, stop);
            return 1;
        }, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
    }
}
