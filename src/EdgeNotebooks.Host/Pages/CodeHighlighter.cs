using System.Net;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EdgeNotebooks.Host.Pages;

/// <summary>C# as HTML with a class per kind of token.</summary>
internal static class CodeHighlighter
{
    public static string ToHtml(string code)
    {
        var html = new StringBuilder();
        var options = CSharpParseOptions.Default.WithKind(SourceCodeKind.Script);
        foreach (var token in CSharpSyntaxTree.ParseText(code, options).GetRoot().DescendantTokens())
        {
            foreach (var trivia in token.LeadingTrivia) Append(trivia.ToFullString(), ClassOf(trivia));
            Append(token.Text, ClassOf(token));
            foreach (var trivia in token.TrailingTrivia) Append(trivia.ToFullString(), ClassOf(trivia));
        }

        return html.ToString();

        void Append(string text, string? kind)
        {
            if (text.Length == 0) return;
            var encoded = WebUtility.HtmlEncode(text);
            html.Append(kind is null ? encoded : $"<span class=\"{kind}\">{encoded}</span>");
        }
    }

    private static string? ClassOf(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.InterpolatedStringTextToken
            or SyntaxKind.InterpolatedStringStartToken or SyntaxKind.InterpolatedStringEndToken
            or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken => "s",
        SyntaxKind.NumericLiteralToken => "n",
        _ when token.IsKeyword() || token.IsContextualKeyword() || token.Text is "var" or "await" => "k",
        _ => null,
    };

    private static string? ClassOf(SyntaxTrivia trivia) => trivia.Kind() switch
    {
        SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia => "c",
        _ when trivia.IsDirective || trivia.IsKind(SyntaxKind.BadDirectiveTrivia) => "d",
        _ => null,
    };
}
