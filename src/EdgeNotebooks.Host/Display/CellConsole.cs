using System.Text;

namespace EdgeNotebooks.Host.Display;

/// <summary>A console that writes into the running cell's output.</summary>
internal sealed class CellConsole(ICellOutput output, string name) : TextWriter
{
    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => output.Stream(name, value.ToString());

    public override void Write(string? value)
    {
        if (!string.IsNullOrEmpty(value)) output.Stream(name, value);
    }

    public override void Write(char[] buffer, int index, int count) => output.Stream(name, new string(buffer, index, count));

    public override void WriteLine(string? value) => output.Stream(name, value + "\n");
}
