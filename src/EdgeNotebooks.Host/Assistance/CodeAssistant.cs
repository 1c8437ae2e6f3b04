using EdgeNotebooks.Host.Scripting;
using Microsoft.CodeAnalysis.Completion;

namespace EdgeNotebooks.Host.Assistance;

/// <summary>Completion and documentation over everything that the session's cells have declared and referenced (Roslyn's services).</summary>
internal sealed class CodeAssistant(Func<SessionSnapshot> session) : IDisposable
{
    private const int MaxCandidates = 500;
    private readonly Lock _turn = new();
    private readonly SessionWorkspace _workspace = new();

    /// <summary>What could stand at a position.</summary>
    /// <param name="code">A cell's text.</param>
    /// <param name="position">The cursor, in UTF-16 units.</param>
    /// <param name="cancel">Gives up.</param>
    public Candidates Complete(string code, int position, CancellationToken cancel)
    {
        lock (_turn)
        {
            var document = _workspace.Next(Blank(code), session());
            var service = CompletionService.GetService(document)!;
            var start = WordStart(code, position);
            var list = service.GetCompletionsAsync(document, position, cancellationToken: cancel).GetAwaiter().GetResult();
            var typed = code[start..position];
            var found = list.ItemsList.Where(item => item.FilterText.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
                .OrderByDescending(item => item.FilterText.StartsWith(typed, StringComparison.Ordinal)).ThenBy(item => item.SortText, StringComparer.OrdinalIgnoreCase)
                .Select(item => new Candidate(Inserted(item), item.Tags.FirstOrDefault()?.ToLowerInvariant() ?? ""))
                .DistinctBy(candidate => candidate.Text)
                .Take(MaxCandidates);
            return new(start, position, [.. found]);
        }
    }

    /// <summary>Signature, type and summary of what stands at a position; null for nothing.</summary>
    public Documentation? Inspect(string code, int position, CancellationToken cancel)
    {
        lock (_turn) return SymbolDocumentation.At(_workspace.Next(Blank(code), session()), position, cancel);
    }

    public void Dispose() => _workspace.Dispose();

    private static string Inserted(CompletionItem item) => item.Properties.GetValueOrDefault("InsertionText") ?? item.DisplayText;

    private static int WordStart(string code, int position)
    {
        var start = position;
        while (start > 0 && (char.IsLetterOrDigit(code[start - 1]) || code[start - 1] is '_' or '@')) start--;
        return start;
    }

    /// <summary>The text with its <c>#!</c> and <c>#r</c> lines blanked: they are not the compiler's, and positions hold.</summary>
    private static string Blank(string code) => string.Join('\n', code.Split('\n').Select(line =>
        line.StartsWith("#!", StringComparison.Ordinal) || line.StartsWith("#r ", StringComparison.Ordinal) ? new string(' ', line.Length) : line));
}

/// <summary>Texts that could replace what stands between two positions, best first.</summary>
internal sealed record Candidates(int Start, int End, IReadOnlyList<Candidate> Items);

/// <summary>One of them, and what it is: <c>method</c>, <c>class</c>, <c>local</c>, ...</summary>
internal sealed record Candidate(string Text, string Kind);

/// <summary>What is known of a symbol: its signature in C#, and what its documentation says.</summary>
internal sealed record Documentation(string Signature, string Summary)
{
    /// <summary>Both, as text.</summary>
    public override string ToString() => Summary.Length > 0 ? $"{Signature}\n\n{Summary}" : Signature;
}
