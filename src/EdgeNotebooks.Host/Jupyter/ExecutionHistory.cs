using System.IO.Enumeration;

namespace EdgeNotebooks.Host.Jupyter;

/// <summary>The inputs of this session with their counts, oldest first.</summary>
internal sealed class ExecutionHistory
{
    private readonly List<(int Count, string Code)> _inputs = [];

    public int Count { get; private set; }

    /// <summary>Counts an execution, and keeps its code if it shall be remembered.</summary>
    public int Add(string code)
    {
        _inputs.Add((++Count, code));
        return Count;
    }

    public IEnumerable<(int Count, string Code)> Tail(int n) => _inputs.TakeLast(n);

    /// <summary>Inputs from count <paramref name="start"/> (negative: from the end) up to, but without, <paramref name="stop"/>.</summary>
    public IEnumerable<(int Count, string Code)> Range(int start, int? stop)
    {
        var first = start < 0 ? Count + 1 + start : start;
        return _inputs.Where(input => input.Count >= first && (stop is null || input.Count < stop));
    }

    /// <summary>Inputs that match a pattern with <c>*</c> and <c>?</c>, the newest <paramref name="n"/> of them.</summary>
    public IEnumerable<(int Count, string Code)> Search(string pattern, int? n, bool unique)
    {
        var found = _inputs.Where(input => FileSystemName.MatchesSimpleExpression(pattern, input.Code, ignoreCase: false));
        if (unique) found = found.Reverse().DistinctBy(input => input.Code).Reverse();
        return found.TakeLast(n ?? int.MaxValue);
    }
}
