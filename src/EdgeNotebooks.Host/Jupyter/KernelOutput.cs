using System.Text;
using System.Text.Json.Nodes;
using EdgeNotebooks.Host.Display;
using EdgeNotebooks.Host.Jupyter.Messages;
using EdgeNotebooks.Host.Running;

namespace EdgeNotebooks.Host.Jupyter;

/// <summary>
/// Sends a cell's outputs to the clients as they come. Printed text is gathered for a moment, so that a hundred thousand lines are
/// few messages; what background work prints belongs to the cell that started it, also when another one runs meanwhile.
/// </summary>
internal sealed class KernelOutput : ICellOutput, IDisposable
{
    private const int StreamPiece = 64 << 10;
    private static readonly TimeSpan s_gather = TimeSpan.FromMilliseconds(40);

    private readonly Publisher _publisher;
    private readonly IReadOnlyList<PageScript> _scripts;
    private readonly HashSet<PageScript> _sent = [];
    private readonly List<JsonObject> _pages = [];
    private readonly Lock _lock = new();
    private readonly AsyncLocal<JsonObject?> _cell = new();
    private readonly Timer _timer;
    private readonly StringBuilder _text = new();
    private (JsonObject Parent, string Name)? _stream;

    /// <param name="publisher">Where messages go.</param>
    /// <param name="scripts">Scripts that outputs may need; each is sent once, before the first output that needs it.</param>
    public KernelOutput(Publisher publisher, IReadOnlyList<PageScript> scripts)
    {
        (_publisher, _scripts) = (publisher, scripts);
        _timer = new Timer(_ => Flush());
    }

    /// <summary>The header of the request whose cell runs here: set it before running one. Work that the cell starts inherits it.</summary>
    public JsonObject Parent
    {
        get => _cell.Value ?? [];
        set => _cell.Value = value;
    }

    /// <summary>Whether results are kept back: a silent request wants none.</summary>
    public bool IsSilent { get; set; }

    /// <inheritdoc/>
    public void Stream(string name, string text)
    {
        Undivided(() =>
        {
            var parent = Parent;
            if (_stream is not { } now || now.Name != name || !ReferenceEquals(now.Parent, parent))
            {
                Flush();
                _stream = (parent, name);
                _timer.Change(s_gather, Timeout.InfiniteTimeSpan);
            }

            _text.Append(text);
            if (_text.Length > StreamPiece) Flush();
        });
    }

    /// <inheritdoc/>
    public void Display(MimeBundle bundle, string displayId) => Show(bundle, data => _publisher.Broadcast(Parent, new DisplayData(data, [], Transient(displayId))));

    /// <inheritdoc/>
    public void Update(MimeBundle bundle, string displayId) => Show(bundle, data => _publisher.Broadcast(Parent, new UpdateDisplayData(data, [], Transient(displayId))));

    /// <inheritdoc/>
    public void Result(MimeBundle bundle, int executionCount)
    {
        if (!IsSilent) Show(bundle, data => _publisher.Broadcast(Parent, new ExecuteResult(executionCount, data, [])));
    }

    /// <inheritdoc/>
    public void Page(MimeBundle bundle)
    {
        lock (_lock) _pages.Add(bundle.ToWire());
    }

    /// <summary>Takes what the cell has for the client's pager; it travels with the reply.</summary>
    public IReadOnlyList<JsonObject> TakePages()
    {
        lock (_lock)
        {
            JsonObject[] pages = [.. _pages];
            _pages.Clear();
            return pages;
        }
    }

    /// <inheritdoc/>
    public void Clear(bool wait)
    {
        Undivided(() =>
        {
            Flush();
            _publisher.Broadcast(Parent, new ClearOutput(wait));
        });
    }

    /// <summary>Sends the text gathered so far.</summary>
    public void Flush()
    {
        Undivided(() =>
        {
            if (_stream is not { } stream) return;
            _stream = null;
            var text = _text.ToString();
            _text.Clear();
            _publisher.Broadcast(stream.Parent, new StreamOutput(stream.Name, text));
        });
    }

    public void Dispose() => _timer.Dispose();

    private void Show(MimeBundle bundle, Action<JsonObject> send)
    {
        Undivided(() =>
        {
            Flush();
            var html = bundle.Contents.FirstOrDefault(content => content.Key == "text/html").Value;
            foreach (var script in _scripts.Where(script => html is not null && script.IsNeededBy(html)))
            {
                if (!_sent.Add(script)) continue;
                _publisher.Broadcast(Parent, new DisplayData(new JsonObject { ["text/html"] = script.Html.Value }, OutputHtml.ScriptMetadata(script), []));
            }

            send(bundle.ToWire());
        });
    }

    /// <summary>
    /// An interrupt aborts the cell's thread wherever it is, but not within a finally block: so it can neither leave the lock taken nor a
    /// message half sent.
    /// </summary>
    private void Undivided(Action work)
    {
        try
        {
        }
        finally
        {
            lock (_lock) work();
        }
    }

    private static JsonObject Transient(string displayId) => new() { ["display_id"] = displayId };
}
