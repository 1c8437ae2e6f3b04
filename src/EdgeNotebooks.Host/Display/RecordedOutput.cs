using System.Text.Json.Nodes;

namespace EdgeNotebooks.Host.Display;

/// <summary>Keeps outputs as nbformat objects; neighbouring pieces of one stream are one output, as in Jupyter.</summary>
public sealed class RecordedOutput : ICellOutput
{
    private readonly Lock _lock = new();
    private readonly List<JsonObject> _cell = [];
    private readonly Dictionary<string, JsonObject> _displays = [];
    private (string Name, System.Text.StringBuilder Text)? _stream;
    private bool _clearNext;

    /// <summary>Takes the outputs collected since the last call; later updates of their displays still reach them.</summary>
    public IReadOnlyList<JsonObject> TakeCell()
    {
        lock (_lock)
        {
            FlushStream();
            JsonObject[] taken = [.. _cell];
            _cell.Clear();
            _clearNext = false;
            return taken;
        }
    }

    /// <inheritdoc/>
    public void Stream(string name, string text)
    {
        lock (_lock)
        {
            if (_stream?.Name != name)
            {
                FlushStream();
                _stream = (name, new());
            }

            _stream!.Value.Text.Append(text);
        }
    }

    /// <inheritdoc/>
    public void Display(MimeBundle bundle, string displayId)
    {
        lock (_lock) _displays[displayId] = Add(bundle, "display_data");
    }

    /// <inheritdoc/>
    public void Update(MimeBundle bundle, string displayId)
    {
        lock (_lock)
        {
            if (_displays.TryGetValue(displayId, out var shown)) shown["data"] = bundle.ToJson();
        }
    }

    /// <inheritdoc/>
    public void Result(MimeBundle bundle, int executionCount)
    {
        lock (_lock) Add(bundle, "execute_result")["execution_count"] = executionCount;
    }

    /// <inheritdoc/>
    public void Page(MimeBundle bundle)
    {
        lock (_lock) Add(bundle, "display_data");
    }

    /// <inheritdoc/>
    public void Clear(bool wait)
    {
        lock (_lock)
        {
            if (wait)
            {
                FlushStream();
                _clearNext = true;
                return;
            }

            _stream = null;
            _cell.Clear();
        }
    }

    /// <summary>Adds an <c>error</c> output.</summary>
    public void Error(string name, string message, IEnumerable<string> traceback)
    {
        lock (_lock)
        {
            FlushStream();
            Keep(new JsonObject
            {
                ["output_type"] = "error",
                ["ename"] = name,
                ["evalue"] = message,
                ["traceback"] = new JsonArray([.. traceback.Select(line => JsonValue.Create(line))]),
            });
        }
    }

    private JsonObject Add(MimeBundle bundle, string type)
    {
        FlushStream();
        var output = new JsonObject { ["output_type"] = type, ["data"] = bundle.ToJson(), ["metadata"] = new JsonObject() };
        Keep(output);
        return output;
    }

    private void Keep(JsonObject output)
    {
        if (_clearNext) _cell.Clear();
        _clearNext = false;
        _cell.Add(output);
    }

    private void FlushStream()
    {
        if (_stream is not var (name, text)) return;
        _stream = null;
        Keep(new JsonObject
        {
            ["output_type"] = "stream",
            ["name"] = name,
            ["text"] = Documents.NotebookWriter.Lines(text.ToString().ReplaceLineEndings("\n")),
        });
    }
}
