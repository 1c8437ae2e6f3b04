using System.Text.Json;

namespace EdgeNotebooks.Datasets.Coco;

/// <summary>
/// Walks the arrays of one large JSON object element by element, with a buffer no larger than the largest element needs: memory does
/// not grow with the file.
/// </summary>
internal sealed class JsonArrayScanner : IDisposable
{
    private readonly FileStream _file;
    private readonly string _path;
    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private long _bufferAt;
    private bool _isFinal;
    private JsonReaderState _state;

    public JsonArrayScanner(string path)
    {
        _path = path;
        _file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan);
        Fill();
        if (_buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8)) _start = 3;
    }

    /// <summary>The array that the current element belongs to.</summary>
    public string Section { get; private set; } = "";

    /// <summary>Where the current element begins in the file.</summary>
    public long Offset { get; private set; }

    /// <summary>The current element's text; valid until the next <see cref="MoveNext"/>.</summary>
    public ReadOnlyMemory<byte> Element { get; private set; }

    /// <summary>Goes to the next object within an array of the outermost object; false at the end.</summary>
    /// <exception cref="InvalidDatasetException">The file is no JSON, or is cut off.</exception>
    public bool MoveNext()
    {
        while (true)
        {
            try
            {
                if (Step() is { } found) return found;
            }
            catch (JsonException e)
            {
                throw new InvalidDatasetException(_path, FormattableString.Invariant($"this is no JSON, or it is cut off, near byte {_bufferAt + _start}; get the file anew"), inner: e);
            }

            Fill();
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Reads on within the buffer: true at an element, false at the end, null when the buffer holds too little.</summary>
    private bool? Step()
    {
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _isFinal, _state);
        while (true)
        {
            var (state, consumed) = (reader.CurrentState, (int)reader.BytesConsumed);
            if (!reader.Read())
            {
                Keep(state, consumed);
                return _isFinal ? false : null;
            }

            if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName) Section = reader.GetString()!;
            var isElement = reader.CurrentDepth == 2 && reader.TokenType == JsonTokenType.StartObject;
            // Objects that stand alone, such as "info", are passed over whole; arrays are entered.
            if (!isElement && (reader.TokenType != JsonTokenType.StartObject || reader.CurrentDepth == 0)) continue;
            var from = (int)reader.TokenStartIndex;
            if (!reader.TrySkip())
            {
                Keep(state, consumed);
                return null;
            }

            if (!isElement) continue;
            (Element, Offset) = (_buffer.AsMemory(_start + from, (int)reader.BytesConsumed - from), _bufferAt + _start + from);
            Keep(reader.CurrentState, (int)reader.BytesConsumed);
            return true;
        }
    }

    private void Keep(JsonReaderState state, int consumed)
    {
        _state = state;
        _start += consumed;
    }

    private void Fill()
    {
        var left = _end - _start;
        if (left > _buffer.Length / 2) Array.Resize(ref _buffer, 2 * _buffer.Length);
        Buffer.BlockCopy(_buffer, _start, _buffer, 0, left);
        _bufferAt += _start;
        (_start, _end) = (0, left);
        var read = _file.Read(_buffer, left, _buffer.Length - left);
        _end += read;
        _isFinal = read == 0;
    }
}
