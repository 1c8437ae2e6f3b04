using System.Runtime.CompilerServices;
using EdgeNotebooks.Display;
using EdgeNotebooks.Host.Display;
using EdgeNotebooks.Host.Scripting;

namespace EdgeNotebooks.Cli.Notebooks;

/// <summary>Shows the library's progress as an updating display of the cell that causes it.</summary>
internal sealed class NotebookWork : IProgress<WorkProgress>
{
    private readonly ConditionalWeakTable<Work, DisplayedValue> _shown = [];

    public void Report(WorkProgress value)
    {
        lock (_shown)
        {
            if (_shown.TryGetValue(value.Work, out var display)) display.Update(value);
            // What is over before the first report was too short to be worth a line.
            else if (!value.IsFinished) _shown.Add(value.Work, CellFunctions.display(value));
        }
    }
}
