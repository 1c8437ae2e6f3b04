using EdgeNotebooks.Display;

namespace EdgeNotebooks.Cli.Terminal;

/// <summary>Progress of the library's long work on stderr: one line that changes on a terminal, a line every few seconds elsewhere.</summary>
internal sealed class WorkView : IProgress<WorkProgress>
{
    /// <summary>Work that is done sooner is not worth a line.</summary>
    private static readonly TimeSpan s_silent = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_step = TimeSpan.FromSeconds(5);

    private readonly TextWriter _stderr = Console.Error;
    private readonly bool _isTerminal = !Console.IsErrorRedirected;
    private readonly Lock _gate = new();
    private WorkProgress? _shown;

    public void Report(WorkProgress value)
    {
        if (value.Elapsed < s_silent) return;
        lock (_gate)
        {
            if (_isTerminal)
            {
                _stderr.Write(value.IsFinished ? "\r\x1b[K" : $"\r{value}\x1b[K");
                return;
            }

            if (!value.IsFinished && _shown?.Work == value.Work && value.Elapsed - _shown.Elapsed < s_step) return;
            _shown = value;
            _stderr.WriteLine(value);
        }
    }
}
