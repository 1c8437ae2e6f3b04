using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EdgeNotebooks.Host.Scripting;

/// <summary>Judges the text of a cell before it is run.</summary>
internal static class SubmissionText
{
    private static readonly CSharpParseOptions s_script = CSharpParseOptions.Default.WithKind(SourceCodeKind.Script).WithLanguageVersion(LanguageVersion.Latest);

    /// <summary>Whether the text is whole C#, begins something that it does not end, or is broken.</summary>
    public static Completeness Check(string code)
    {
        IReadOnlyList<CellSegment> segments;
        try
        {
            segments = CellSource.Split(code.ReplaceLineEndings("\n"), null);
        }
        catch (CellException)
        {
            return Completeness.Invalid;
        }

        foreach (var segment in segments.Where(segment => segment.Language == SegmentLanguage.CSharp))
        {
            var tree = CSharpSyntaxTree.ParseText(segment.Text, s_script);
            if (!SyntaxFactory.IsCompleteSubmission(tree)) return Completeness.Incomplete;
            if (tree.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)) return Completeness.Invalid;
        }

        return Completeness.Complete;
    }
}

/// <summary>What <see cref="SubmissionText.Check"/> found.</summary>
internal enum Completeness
{
    Complete,
    Incomplete,
    Invalid,
}
