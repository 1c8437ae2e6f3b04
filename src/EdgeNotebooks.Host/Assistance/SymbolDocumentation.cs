using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EdgeNotebooks.Host.Assistance;

/// <summary>Describes the symbol under the cursor: signature with types, number of overloads, and the text of its XML documentation.</summary>
internal static partial class SymbolDocumentation
{
    private static readonly SymbolDisplayFormat s_format = SymbolDisplayFormat.CSharpErrorMessageFormat
        .WithMemberOptions(SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeContainingType
            | SymbolDisplayMemberOptions.IncludeModifiers | SymbolDisplayMemberOptions.IncludeConstantValue)
        .WithParameterOptions(SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeDefaultValue | SymbolDisplayParameterOptions.IncludeParamsRefOut)
        .WithLocalOptions(SymbolDisplayLocalOptions.IncludeType)
        .WithKindOptions(SymbolDisplayKindOptions.IncludeTypeKeyword);

    public static Documentation? At(Document document, int position, CancellationToken cancel)
    {
        var model = document.GetSemanticModelAsync(cancel).GetAwaiter().GetResult()!;
        var root = model.SyntaxTree.GetRoot(cancel);
        if (root.FullSpan.Length == 0) return null;
        foreach (var at in new[] { position, position - 1 }.Where(at => at >= 0 && at <= root.FullSpan.End))
        {
            var token = root.FindToken(at);
            if (token.Parent is not { } node || at > token.Span.End) continue;
            var symbols = Symbols(model, node, cancel);
            if (symbols.Length > 0) return Describe(symbols, model.Compilation, cancel);
        }

        // Among a call's arguments the question is about the call.
        var around = root.FindToken(Math.Max(0, position - 1)).Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>();
        return around is not null && Symbols(model, around.Expression, cancel) is { Length: > 0 } called ? Describe(called, model.Compilation, cancel) : null;
    }

    private static ISymbol[] Symbols(SemanticModel model, SyntaxNode node, CancellationToken cancel)
    {
        if (model.GetDeclaredSymbol(node, cancel) is { } declared) return [declared];
        var info = model.GetSymbolInfo(node, cancel);
        if (info.Symbol is { } one) return [one, .. model.GetMemberGroup(node, cancel).Where(other => !SymbolEqualityComparer.Default.Equals(other, one))];
        if (!info.CandidateSymbols.IsEmpty) return [.. info.CandidateSymbols];
        return [.. model.GetMemberGroup(node, cancel)];
    }

    private static Documentation Describe(ISymbol[] symbols, Compilation compilation, CancellationToken cancel)
    {
        var signature = symbols[0].ToDisplayString(s_format) + (symbols.Length > 1 ? $"  (+ {symbols.Length - 1} overloads)" : "");
        // Overloads of one name mostly share their documentation; the first says enough.
        var xml = symbols[0].GetDocumentationCommentXml(cancellationToken: cancel);
        if (string.IsNullOrWhiteSpace(xml)) xml = DocumentationFiles.Of(symbols[0], compilation);
        return new(signature, xml.Length == 0 ? "" : Text(xml));
    }

    private static string Text(string xml)
    {
        XElement root;
        try
        {
            root = XElement.Parse($"<all>{xml}</all>");
        }
        catch (System.Xml.XmlException)
        {
            return "";
        }

        var lines = new List<string>();
        Add("summary", _ => "");
        Add("param", element => $"{element.Attribute("name")?.Value}: ");
        Add("returns", _ => "Returns: ");
        Add("exception", element => $"Throws {Name(element.Attribute("cref")?.Value)}: ");
        Add("remarks", _ => "");
        return string.Join('\n', lines);

        void Add(string name, Func<XElement, string> before)
        {
            foreach (var element in root.Descendants(name)) lines.Add(before(element) + Flat(element));
        }
    }

    private static string Flat(XElement element)
    {
        foreach (var reference in element.Descendants().Where(one => one.Name.LocalName is "see" or "paramref" or "typeparamref" or "seealso" && one.IsEmpty).ToArray())
            reference.ReplaceWith(Name(reference.Attribute("cref")?.Value ?? reference.Attribute("name")?.Value ?? reference.Attribute("langword")?.Value));
        return Blanks().Replace(element.Value, " ").Trim();
    }

    private static string Name(string? reference) => reference is null ? "" : reference[(reference.IndexOf(':', StringComparison.Ordinal) + 1)..];

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
