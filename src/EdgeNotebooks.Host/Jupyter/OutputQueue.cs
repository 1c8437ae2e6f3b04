using System.Collections.Concurrent;
using System.Diagnostics;

namespace EdgeNotebooks.Host.Jupyter;

/// <summary>
/// Work that is handed to one thread, in order. An interrupt aborts the cell's thread wherever it is, but not within a finally block, and
/// wakes it where it blocks: so handing over stands in a finally block and does not block, and what waits (for room, for the end of the
/// work) holds nothing that could be left half done.
/// </summary>
internal sealed class OutputQueue : IDisposable
{
    private const long MaxWaiting = 8 << 20;
    private const int Overhead = 200;

    private readonly ConcurrentQueue<(long Size, Action Work)> _waiting = [];
    private readonly AutoResetEvent _arrived = new(false);
    private readonly TimeSpan _gather;
    private readonly Action _gathered;
    private long _waitingSize;
    private volatile bool _ended;

    /// <param name="gather">How long after work <paramref name="gathered"/> is called.</param>
    /// <param name="gathered">Called by the thread, once for all work of that time.</param>
    public OutputQueue(TimeSpan gather, Action gathered)
    {
        (_gather, _gathered) = (gather, gathered);
        new Thread(Serve) { IsBackground = true, Name = "jupyter output" }.Start();
    }

    /// <summary>Hands work over; waits first while more than some megabytes are waiting.</summary>
    /// <param name="size">About how many characters it holds.</param>
    /// <param name="work">What to do.</param>
    public void Add(long size, Action work)
    {
        while (Interlocked.Read(ref _waitingSize) > MaxWaiting && !_ended) Thread.Sleep(1);
        try
        {
        }
        finally
        {
            _waiting.Enqueue((size + Overhead, work));
            Interlocked.Add(ref _waitingSize, size + Overhead);
            _arrived.Set();
        }
    }

    /// <summary>Hands work over and waits until it is done, and all before it.</summary>
    public void Wait(Action work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Add(0, () =>
        {
            work();
            done.SetResult();
        });
        while (!_ended && !done.Task.Wait(TimeSpan.FromMilliseconds(50)))
        {
        }
    }

    public void Dispose()
    {
        _ended = true;
        _arrived.Set();
    }

    private void Serve()
    {
        long? since = null;
        while (!_ended)
        {
            _arrived.WaitOne(since is null ? Timeout.InfiniteTimeSpan : _gather);
            while (!_ended && _waiting.TryDequeue(out var next))
            {
                Do(next.Work);
                Interlocked.Add(ref _waitingSize, -next.Size);
                since ??= Stopwatch.GetTimestamp();
                GatherIfDue();
            }

            GatherIfDue();
        }

        void GatherIfDue()
        {
            if (since is not { } begun || Stopwatch.GetElapsedTime(begun) < _gather) return;
            Do(_gathered);
            since = null;
        }
    }

    /// <summary>What cannot be sent, as when the sockets close meanwhile, is lost; the kernel does not end for it.</summary>
    private static void Do(Action work)
    {
        try
        {
            work();
        }
        catch (Exception e)
        {
            Trace.TraceWarning(e.ToString());
        }
    }
}
