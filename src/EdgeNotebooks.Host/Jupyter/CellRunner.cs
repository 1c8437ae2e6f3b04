using EdgeNotebooks.Host.Documents;
using EdgeNotebooks.Host.Scripting;

namespace EdgeNotebooks.Host.Jupyter;

/// <summary>Runs one cell at a time in the session so that another thread can stop it; every failure becomes a <see cref="CellException"/>.</summary>
/// <param name="session">The session.</param>
/// <param name="ready">Done when the session may be used; a cell that waits for it can be interrupted already.</param>
/// <param name="interrupting">Called on an interrupt, before the cell's thread is stopped.</param>
internal sealed class CellRunner(ScriptSession session, Task ready, Action? interrupting)
{
    private readonly Lock _lock = new();
    private CancellationTokenSource? _running;

    /// <exception cref="CellException">The cell failed or was interrupted.</exception>
    public void Run(Action<ScriptSession, CancellationToken> run)
    {
        var cancel = new CancellationTokenSource();
        lock (_lock) _running = cancel;
        try
        {
            ready.Wait(cancel.Token);
            run(session, cancel.Token);
        }
        catch (CellException)
        {
            throw;
        }
        catch (CellStillRunningException e)
        {
            throw new CellException("Interrupted", e.Message, 0, [$"Interrupted: {e.Message}"]);
        }
        catch (Exception) when (cancel.IsCancellationRequested)
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

    /// <summary>Tells the running cell to stop and returns at once; without one, nothing happens.</summary>
    public void Interrupt()
    {
        lock (_lock)
        {
            if (_running is not { } running) return;
            interrupting?.Invoke();
            // The runtime aborts the cell's thread inside this call and may wait for a safe point there.
            _ = running.CancelAsync();
        }
    }
}
