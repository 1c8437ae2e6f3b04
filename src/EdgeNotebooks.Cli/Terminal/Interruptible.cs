using System.Diagnostics;
using EdgeNotebooks.Inference;

namespace EdgeNotebooks.Cli.Terminal;

/// <summary>Work that computes for long, which Ctrl-C ends at its next inference.</summary>
internal static class Interruptible
{
    /// <summary>Ctrl-C is to end a command within 2 seconds.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(20);

    /// <summary>Runs the work in a thread of its own, so that this one can hear of an interruption.</summary>
    /// <exception cref="OperationCanceledException">It was interrupted. Work that runs no inference ends with the process.</exception>
    public static async Task<int> RunAsync(Func<int> work, CancellationToken cancel)
    {
        var running = Task.Run(work, CancellationToken.None);
        try
        {
            return await running.WaitAsync(cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Between two inferences there is none to end, so that it is tried until one was met.
            for (var start = Stopwatch.GetTimestamp(); !running.IsCompleted && Stopwatch.GetElapsedTime(start) < s_limit;)
            {
                RunningInferences.Stop();
                await Task.WhenAny(running, Task.Delay(s_step, CancellationToken.None)).ConfigureAwait(false);
            }

            throw;
        }
    }
}
