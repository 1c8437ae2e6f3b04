using System.Runtime;

namespace EdgeNotebooks.Host.Scripting;

/// <summary>
/// Runs code so that it can be stopped: on a thread of its own with a deep stack; on cancellation it ends where it prints, else it is
/// aborted at a safe point, and woken where it sleeps or waits. What does not react within 1.5 s (a blocking native call) is abandoned,
/// and the caller is told so.
/// </summary>
internal sealed class CellThread
{
    private const int StackBytes = 16 << 20;

    /// <summary>An abort in the middle of sending output has ended the whole process: a cell that prints is stopped where it prints.</summary>
    private static readonly TimeSpan s_beforeAborting = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan s_beforeWaking = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1.35);

    [ThreadStatic]
    private static CancellationToken t_cancel;

    /// <summary>Stops the cell here if it is to be stopped; called by what a cell calls often. Other threads pass.</summary>
    /// <exception cref="OperationCanceledException">The cell is to be stopped.</exception>
    public static void Checkpoint() => t_cancel.ThrowIfCancellationRequested();

    /// <exception cref="CellStillRunningException"><paramref name="cancel"/> was signalled and the code did not react.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was signalled and the code has ended.</exception>
    public void Run(Action action, CancellationToken cancel)
    {
        Exception? failure = null;
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                t_cancel = cancel;
                using var abort = new CancellationTokenSource();
                using var soon = cancel.Register(() => abort.CancelAfter(s_beforeAborting));
#pragma warning disable SYSLIB0046 // The runtime's way to abort a runaway cell; its locks are the cell's own.
                ControlledExecution.Run(action, abort.Token);
#pragma warning restore SYSLIB0046
            }
            catch (Exception e)
            {
                failure = e;
            }

            ended.TrySetResult();
        }, StackBytes)
        { IsBackground = true, Name = "cell" };
        thread.Start();
        // Nothing here wakes in between: a cell may be measuring.
        WaitHandle.WaitAny([((IAsyncResult)ended.Task).AsyncWaitHandle, cancel.WaitHandle]);
        if (cancel.IsCancellationRequested && !thread.Join(s_beforeWaking))
        {
            thread.Interrupt();
            if (!thread.Join(s_patience)) throw new CellStillRunningException();
        }

        thread.Join();
        cancel.ThrowIfCancellationRequested();
        if (failure is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }

    /// <summary>Runs asynchronous code in the same way; see <see cref="CellContext"/>.</summary>
    public void Run(Func<Task> action, CancellationToken cancel) => Run(() => new CellContext().Run(action, cancel), cancel);
}
