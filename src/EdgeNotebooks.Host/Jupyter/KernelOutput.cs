using System.Text;
using System.Text.Json.Nodes;
using EdgeNotebooks.Host.Display;
using EdgeNotebooks.Host.Jupyter.Messages;
using EdgeNotebooks.Host.Running;

namespace EdgeNotebooks.Host.Jupyter;

/// <summary>
/// Sends a cell's outputs to the clients as they come. Printed text is gathered for a moment, so that a hundred thousand lines are
/// few messages; what background work prints belongs to the cell that started it, also when another one runs meanwhile. All sending is
/// done by one thread of its own: the cell's thread can be aborted or woken at any moment and must have no part in it.
/// </summary>
internal sealed class KernelOutput : ICellOutput, IDisposable
{
    private const int StreamPiece = 64 << 10;
    private static readonly TimeSpan s_gather = TimeSpan.FromMilliseconds(40);

    private readonly Publisher _publisher;
    private readonly IReadOnlyList<PageScript> _scripts;
    private readonly HashSet<PageScript> _sent = [];
    private readonly List<JsonObject> _pages = [];
    private readonly AsyncLocal<JsonObject?> _cell = new();
    private readonly StringBuilder _text = new();
    private readonly OutputQueue _queue;
    private (JsonObject Parent, string Name)? _stream;

    /// <param name="publisher">Where messages go.</param>
    /// <param name="scripts">Scripts that outputs may need; each is sent once, before the first output that needs it.</param>
    public KernelOutput(Publisher publisher, IReadOnlyList<PageScript> scripts)
    {
        (_publisher, _scripts) = (publisher, scripts);
        _queue = new OutputQueue(s_gather, SendText);
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
        var parent = Parent;
        _queue.Add(text.Length, () =>
        {
            if (_stream is not { } now || now.Name != name || !ReferenceEquals(now.Parent, parent))
            {
                SendText();
                _stream = (parent, name);
            }

            _text.Append(text);
            if (_text.Length > StreamPiece) SendText();
        });
    }

    /// <inheritdoc/>
    public void Display(MimeBundle bundle, string displayId) => Show(bundle, (parent, data) => _publisher.Broadcast(parent, new DisplayData(data, [], Transient(displayId))));

    /// <inheritdoc/>
    public void Update(MimeBundle bundle, string displayId) => Show(bundle, (parent, data) => _publisher.Broadcast(parent, new UpdateDisplayData(data, [], Transient(displayId))));

    /// <inheritdoc/>
    public void Result(MimeBundle bundle, int executionCount)
    {
        if (!IsSilent) Show(bundle, (parent, data) => _publisher.Broadcast(parent, new ExecuteResult(executionCount, data, [])));
    }

    /// <inheritdoc/>
    public void Page(MimeBundle bundle)
    {
        lock (_pages) _pages.Add(bundle.ToWire());
    }

    /// <summary>Takes what the cell has for the client's pager; it travels with the reply.</summary>
    public IReadOnlyList<JsonObject> TakePages()
    {
        lock (_pages)
        {
            JsonObject[] pages = [.. _pages];
            _pages.Clear();
            return pages;
        }
    }

    /// <inheritdoc/>
    public void Clear(bool wait)
    {
        var parent = Parent;
        SendAfterText(() => _publisher.Broadcast(parent, new ClearOutput(wait)));
    }

    /// <summary>Sends something of another kind, after all that was shown before.</summary>
    public void SendAfterText(Action send) => _queue.Add(0, () =>
    {
        SendText();
        send();
    });

    /// <summary>Waits until all that was shown so far is sent.</summary>
    public void Flush() => _queue.Wait(SendText);

    public void Dispose() => _queue.Dispose();

    private void Show(MimeBundle bundle, Action<JsonObject, JsonObject> send)
    {
        var (parent, data) = (Parent, bundle.ToWire());
        var html = bundle.Contents.FirstOrDefault(content => content.Key == "text/html").Value;
        _queue.Add(bundle.Contents.Sum(content => content.Value.Length), () =>
        {
            SendText();
            foreach (var script in _scripts.Where(script => html is not null && script.IsNeededBy(html)))
            {
                if (!_sent.Add(script)) continue;
                _publisher.Broadcast(parent, new DisplayData(new JsonObject { ["text/html"] = script.Html.Value }, OutputHtml.ScriptMetadata(script), []));
            }

            send(parent, data);
        });
    }

    private void SendText()
    {
        if (_stream is not { } stream) return;
        _stream = null;
        var text = _text.ToString();
        _text.Clear();
        _publisher.Broadcast(stream.Parent, new StreamOutput(stream.Name, text));
    }

    private static JsonObject Transient(string displayId) => new() { ["display_id"] = displayId };
}
