namespace EdgeNotebooks.Host.Scripting;

/// <summary>Splits a cell at its <c>#!</c> lines into segments.</summary>
internal static class CellSource
{
    /// <summary>The segments that have text.</summary>
    /// <exception cref="CellException">A <c>#!</c> line that this host does not know.</exception>
    public static IReadOnlyList<CellSegment> Split(string source, string? language)
    {
        var segments = new List<CellSegment>();
        var current = LanguageOf(language ?? "csharp") ?? throw CellDirective.Unknown($"#!{language}", line: 1);
        var lines = source.Split('\n');
        var start = 0;
        for (var i = 0; i <= lines.Length; i++)
        {
            if (i < lines.Length && !lines[i].StartsWith("#!", StringComparison.Ordinal)) continue;
            Add(start, i);
            if (i == lines.Length) break;
            start = i + 1;
            var (name, argument) = Directive(lines[i]);
            if (ActionOf(name) is { } action) segments.Add(new(action, argument, i + 1));
            else if (name == "import") segments.Add(new(SegmentLanguage.Import, argument, i + 1));
            else current = LanguageOf(name) ?? throw CellDirective.Unknown(lines[i].Trim(), i + 1);
        }

        return segments;

        void Add(int from, int to)
        {
            var text = string.Join('\n', lines[from..to]);
            if (string.IsNullOrWhiteSpace(text)) return;
            var blank = current == SegmentLanguage.CSharp ? new string('\n', from) : "";
            segments.Add(new(current, blank + text, from + 1));
        }
    }

    private static (string Name, string Argument) Directive(string line)
    {
        var words = line[2..].Split((char[])[' ', '\t'], 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return (words.ElementAtOrDefault(0) ?? "", words.ElementAtOrDefault(1)?.Trim('"') ?? "");
    }

    private static SegmentLanguage? LanguageOf(string name) => name.ToLowerInvariant() switch
    {
        "csharp" or "c#" or "cs" or ".net-csharp" => SegmentLanguage.CSharp,
        "markdown" or "md" => SegmentLanguage.Markdown,
        _ => null,
    };

    private static SegmentLanguage? ActionOf(string name) => name switch
    {
        "time" => SegmentLanguage.Time,
        "who" => SegmentLanguage.Who,
        "whos" => SegmentLanguage.Whos,
        "about" => SegmentLanguage.About,
        "help" => SegmentLanguage.Help,
        _ => null,
    };
}
