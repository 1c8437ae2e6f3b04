using Microsoft.ML.OnnxRuntime;

namespace EdgeNotebooks.Inference;

/// <summary>The inferences that this process runs at the moment: native code that only ONNX Runtime itself can end early.</summary>
public static class RunningInferences
{
    private static readonly Lock s_lock = new();
    private static readonly HashSet<RunOptions> s_running = [];

    /// <summary>
    /// Ends every running inference at its next operator; each throws <see cref="OperationCanceledException"/> in the thread that asked
    /// for it. Sessions stay usable. Returns how many there were.
    /// </summary>
    public static int Stop()
    {
        lock (s_lock)
        {
            foreach (var options in s_running) options.Terminate = true;
            return s_running.Count;
        }
    }

    /// <summary>Runs something that can be stopped.</summary>
    /// <exception cref="OperationCanceledException">It was stopped by <see cref="Stop"/>.</exception>
    internal static T Run<T>(Func<RunOptions, T> run)
    {
        using var options = new RunOptions();
        lock (s_lock) s_running.Add(options);
        try
        {
            return run(options);
        }
        catch (OnnxRuntimeException e) when (options.Terminate)
        {
            throw new OperationCanceledException("the inference was stopped on request", e);
        }
        finally
        {
            lock (s_lock) s_running.Remove(options);
        }
    }
}
