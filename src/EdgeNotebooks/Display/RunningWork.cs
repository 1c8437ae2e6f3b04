namespace EdgeNotebooks.Display;

/// <summary>
/// Long work that goes on in this process. A cell seldom passes a token, so whoever hosts the library (a notebook) ends it here when its
/// user interrupts.
/// </summary>
public static class RunningWork
{
    private static readonly Lock s_lock = new();
    private static readonly Dictionary<CancellationTokenSource, Task> s_running = [];

    /// <summary>Tells all of it to stop, from any thread, and returns at once; the task is done when all has ended.</summary>
    public static Task StopAsync()
    {
        lock (s_lock)
        {
            foreach (var stop in s_running.Keys) _ = stop.CancelAsync();
            return Task.WhenAll(s_running.Values);
        }
    }

    /// <summary>Does work that stops on <paramref name="cancel"/> and on <see cref="StopAsync"/>.</summary>
    internal static async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancel)
    {
        var stop = new CancellationTokenSource();
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (s_lock) s_running.Add(stop, ended.Task);
        try
        {
            using var link = cancel.Register(stop.Cancel);
            return await work(stop.Token).ConfigureAwait(false);
        }
        finally
        {
            lock (s_lock) s_running.Remove(stop);
            ended.SetResult();
        }
    }
}
