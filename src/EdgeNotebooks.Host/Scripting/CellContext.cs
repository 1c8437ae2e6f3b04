using System.Collections.Concurrent;

namespace EdgeNotebooks.Host.Scripting;

/// <summary>
/// Brings a cell's own code back to the cell's thread after each <c>await</c>, so that all of it can be stopped. What libraries (and
/// methods that cells define) await continues on the thread pool, as it would without a context: a cell that blocks on such a task
/// (<c>.Result</c>) must not wait for itself.
/// </summary>
internal sealed class CellContext : SynchronizationContext
{
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _own = [];

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsCellCode(state) && !_own.IsAddingCompleted) _own.Add((d, state));
        else ThreadPool.UnsafeQueueUserWorkItem(_ => d(state), null);
    }

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Starts the work on this thread and runs what comes back until it is done.</summary>
    public void Run(Func<Task> start, CancellationToken cancel)
    {
        SetSynchronizationContext(this);
        try
        {
            var task = start();
            task.ContinueWith(_ => _own.CompleteAdding(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            foreach (var (callback, state) in _own.GetConsumingEnumerable(cancel)) callback(state);
            task.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(null);
        }
    }

    /// <summary>The state machine of a submission's top level; the compiler names it so.</summary>
    private static bool IsCellCode(object? state) => (state as Action)?.Target?.GetType() is { IsGenericType: true } box
        && box.GetGenericArguments().Any(argument => argument.FullName?.StartsWith("Submission#", StringComparison.Ordinal) == true
            && argument.Name.StartsWith("<<Initialize>>", StringComparison.Ordinal));
}
