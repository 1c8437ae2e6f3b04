using System.Globalization;

namespace EdgeNotebooks.Cli.Terminal;

/// <summary>Progress of a download on stderr: one line that changes on a terminal, a line every ten per cent elsewhere.</summary>
internal sealed class FetchView(string name) : IProgress<(string File, long Done, long? All)>, IDisposable
{
    private const long Redraw = 100;
    private const double Megabyte = 1e6;

    private readonly TextWriter _stderr = Console.Error;
    private readonly bool _isTerminal = !Console.IsErrorRedirected;
    private long _drawn;
    private string _shown = "";

    public void Say(string line) => _stderr.WriteLine((_isTerminal ? "\r\x1b[K" : "") + line);

    public void Report((string File, long Done, long? All) value)
    {
        var share = value.All is > 0 and var all ? (int)(100 * value.Done / all) : (int?)null;
        var line = string.Create(CultureInfo.InvariantCulture, $"{name}  {value.File}  {value.Done / Megabyte:0.0}{(value.All is { } whole ? $" of {whole / Megabyte:0.0}" : "")} MB{(share is { } percent ? $"  {percent} %" : "")}");
        if (_isTerminal)
        {
            if (Environment.TickCount64 - _drawn < Redraw && value.Done != value.All) return;
            _drawn = Environment.TickCount64;
            _stderr.Write($"\r{line}\x1b[K");
            return;
        }

        var step = $"{value.File} {(share is { } part ? part / 10 : value.Done >> 27)}";
        if (step == _shown) return;
        _shown = step;
        _stderr.WriteLine(line);
    }

    public void Dispose()
    {
        if (_isTerminal) _stderr.Write("\r\x1b[K");
    }
}
