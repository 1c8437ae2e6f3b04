using System.Globalization;
using EdgeNotebooks.Host.Running;

namespace EdgeNotebooks.Cli.Terminal;

/// <summary>Progress of a notebook on stderr: one line that changes on a terminal, one line per finished cell elsewhere.</summary>
internal sealed class RunView : IDisposable
{
    private readonly TextWriter _stderr = Console.Error;
    private readonly bool _isTerminal = !Console.IsErrorRedirected;
    private readonly Lock _lock = new();
    private readonly System.Diagnostics.Stopwatch _watch = System.Diagnostics.Stopwatch.StartNew();
    private readonly Timer? _timer;
    private readonly string _name;
    private string _line = "";
    private TimeSpan _cellStart;

    public RunView(string name)
    {
        _name = name;
        if (_isTerminal) _timer = new Timer(_ => Redraw(), null, 100, 100);
    }

    public void Show(RunProgress progress)
    {
        lock (_lock)
        {
            _line = string.Create(CultureInfo.InvariantCulture, $"{_name}  cell {progress.Cell}/{progress.Cells}");
            if (progress.Elapsed is null) _cellStart = _watch.Elapsed;
            else if (!_isTerminal)
                _stderr.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_line}  {progress.Elapsed.Value.TotalSeconds:0.00} s  (total {_watch.Elapsed.TotalSeconds:0.0} s)"));
        }
    }

    public void Dispose()
    {
        _timer?.Dispose();
        lock (_lock)
        {
            _line = "";
            if (_isTerminal) _stderr.Write("\r\x1b[K");
        }
    }

    private void Redraw()
    {
        lock (_lock)
        {
            if (_line.Length == 0) return;
            _stderr.Write(string.Create(CultureInfo.InvariantCulture,
                $"\r{_line}  {(_watch.Elapsed - _cellStart).TotalSeconds:0.0} s  (total {_watch.Elapsed.TotalSeconds:0} s)\x1b[K"));
        }
    }
}
