using System.Text;
using EdgeNotebooks.Host.Scripting;

namespace EdgeNotebooks.Host.Display;

/// <summary>A console that writes into the running cell's output.</summary>
internal sealed class CellConsole(ICellOutput output, string name) : TextWriter
{
    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Stream(value.ToString());

    public override void Write(string? value)
    {
        if (!string.IsNullOrEmpty(value)) Stream(value);
    }

    public override void Write(char[] buffer, int index, int count) => Stream(new string(buffer, index, count));

    public override void WriteLine(string? value) => Stream(value + "\n");

    private void Stream(string text)
    {
        CellThread.Checkpoint();
        output.Stream(name, text);
    }
}
