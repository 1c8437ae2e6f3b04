namespace EdgeNotebooks.Host.Display;

/// <summary>A console to read from that asks the user line by line.</summary>
internal sealed class CellReader(ICellInput input) : TextReader
{
    private string _left = "";

    public override string? ReadLine()
    {
        if (_left.Length == 0) return input.Ask("", isPassword: false);
        var line = _left.TrimEnd('\n');
        _left = "";
        return line;
    }

    public override int Peek() => _left.Length > 0 ? _left[0] : -1;

    public override int Read()
    {
        if (_left.Length == 0) _left = input.Ask("", isPassword: false) + "\n";
        var first = _left[0];
        _left = _left[1..];
        return first;
    }
}
