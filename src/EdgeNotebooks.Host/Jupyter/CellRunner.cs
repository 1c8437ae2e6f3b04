using EdgeNotebooks.Host.Documents;
using EdgeNotebooks.Host.Scripting;

namespace EdgeNotebooks.Host.Jupyter;

/// <summary>Runs one cell at a time in the session so that another thread can stop it; every failure becomes a <see cref="CellException"/>.</summary>
/// <param name="session">The session.</param>
/// <param name="ready">Done when the session may be used; a cell that waits for it can be interrupted already.</param>
/// <param name="interrupting">Called on an interrupt, before the cell's thread is stopped; see <see cref="KernelSettings.Interrupting"/>.</param>
internal sealed class CellRunner(ScriptSession session, Task ready, Func<Task>? interrupting)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(0.7);
    private readonly Lock _lock = new();
    private CancellationTokenSource? _running;
    private volatile bool _interrupted;
    private int _expected;
    private bool _interruptNext;

    /// <summary>A cell has arrived that will be run: an interrupt from now on means it, if no other one runs.</summary>
    public void Expect()
    {
        lock (_lock) _expected++;
    }

    /// <summary>A cell that was expected has been dealt with.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            _expected--;
            _interruptNext &= _expected > 0;
        }
    }

    /// <exception cref="CellException">The cell failed or was interrupted.</exception>
    public void Run(Action<ScriptSession, CancellationToken> run)
    {
        var cancel = new CancellationTokenSource();
        lock (_lock) (_running, _interrupted, _interruptNext) = (cancel, _interruptNext, false);
        try
        {
            if (_interrupted) throw new OperationCanceledException();
            ready.Wait(cancel.Token);
            run(session, cancel.Token);
        }
        catch (CellException) when (!_interrupted)
        {
            throw;
        }
        catch (CellStillRunningException e)
        {
            throw new CellException("Interrupted", e.Message, 0, [$"Interrupted: {e.Message}"]);
        }
        catch (Exception) when (_interrupted)
        {
            throw new CellException("Interrupted", "stopped on request", 0, ["Interrupted: stopped on request"]);
        }
        catch (NotebookFormatException e)
        {
            throw new CellException("ImportError", e.Message, 0, [e.Message]);
        }
        catch (Exception e)
        {
            throw CellTraceback.Describe(e);
        }
        finally
        {
            lock (_lock) _running = null;
        }
    }

    /// <summary>Tells the running cell, or else the one that has arrived, to stop and returns at once; without one, nothing happens.</summary>
    public void Interrupt()
    {
        lock (_lock)
        {
            if (_running is not { } running)
            {
                _interruptNext = _expected > 0;
                return;
            }

            _interrupted = true;
            var ended = interrupting?.Invoke() ?? Task.CompletedTask;
            // A cell that waits for work which stops now ends by itself and finds everything put away. Else the runtime aborts its thread
            // inside the cancellation, where it may wait for a safe point.
            _ = ended.IsCompleted ? running.CancelAsync() : Task.WhenAny(ended, Task.Delay(s_patience)).ContinueWith(_ => running.CancelAsync(), TaskScheduler.Default);
        }
    }
}
