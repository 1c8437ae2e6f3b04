using System.Runtime;

namespace EdgeNotebooks.Host.Scripting;

/// <summary>
/// Runs code so that it can be stopped: on a thread of its own with a deep stack, aborted at a safe point on cancellation.
/// What does not react within a second (a blocking system or native call) is abandoned; the thread ends with the process.
/// </summary>
internal sealed class CellThread
{
    private const int StackBytes = 16 << 20;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was signalled, whether or not the code reacted.</exception>
    public void Run(Action action, CancellationToken cancel)
    {
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
#pragma warning disable SYSLIB0046 // The runtime's way to abort a runaway cell; the session is not used on after an abort.
                ControlledExecution.Run(action, cancel);
#pragma warning restore SYSLIB0046
            }
            catch (Exception e)
            {
                failure = e;
            }
        }, StackBytes)
        { IsBackground = true, Name = "cell" };
        thread.Start();
        while (!thread.Join(20))
            if (cancel.IsCancellationRequested && !thread.Join(s_patience)) break;

        cancel.ThrowIfCancellationRequested();
        if (failure is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }
}
