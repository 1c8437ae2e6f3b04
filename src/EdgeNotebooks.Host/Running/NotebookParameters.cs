using System.Globalization;
using System.Text.Json.Nodes;
using EdgeNotebooks.Host.Documents;
using EdgeNotebooks.Host.Scripting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EdgeNotebooks.Host.Running;

/// <summary>
/// Papermill's convention: the variables declared in the cell tagged <c>parameters</c> can be set from outside; a cell tagged
/// <c>injected-parameters</c> behind it holds the assignments, so that the executed notebook shows what it ran with.
/// </summary>
public static class NotebookParameters
{
    /// <summary>Whether the cell is tagged <c>parameters</c>.</summary>
    public static bool IsParameters(Cell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return cell.Kind == CellKind.Code && cell.Tags.Contains("parameters");
    }

    /// <summary>Names of the parameters that the notebook declares.</summary>
    public static IReadOnlyList<string> Names(Notebook notebook)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        var options = CSharpParseOptions.Default.WithKind(SourceCodeKind.Script);
        return [.. notebook.Cells.Where(IsParameters)
            .SelectMany(cell => CSharpSyntaxTree.ParseText(cell.Source, options).GetRoot().ChildNodes())
            .OfType<FieldDeclarationSyntax>()
            .SelectMany(field => field.Declaration.Variables)
            .Select(variable => variable.Identifier.ValueText)];
    }

    internal static void Check(Notebook notebook, IEnumerable<string> wanted)
    {
        var known = Names(notebook);
        foreach (var name in wanted)
        {
            if (known.Contains(name)) continue;
            throw new ParameterException($"'{Path.GetFileName(notebook.Path)}' has no parameter '{name}'; "
                + (known.Count == 0 ? "it has no cell tagged 'parameters'" : $"it has: {string.Join(", ", known)}"));
        }
    }

    /// <summary>The cell to insert behind <paramref name="cell"/>, which has just run; null if it declares none of the parameters.</summary>
    internal static Cell? Inject(Cell cell, IReadOnlyDictionary<string, string> parameters, ScriptSession session)
    {
        var declared = session.Variables.ToDictionary(variable => variable.Name, variable => variable.Type);
        var lines = parameters.Where(parameter => declared.ContainsKey(parameter.Key))
            .Select(parameter => $"{parameter.Key} = {Literal(parameter.Key, parameter.Value, declared[parameter.Key])};")
            .ToArray();
        return lines.Length == 0 ? null : new Cell($"{cell.Id[..Math.Min(cell.Id.Length, 50)]}-injected", CellKind.Code, string.Join('\n', lines),
            new JsonObject { ["tags"] = new JsonArray("injected-parameters") });
    }

    private static string Literal(string name, string text, Type type)
    {
        try
        {
            return Literal(text, type);
        }
        catch (Exception e) when (e is FormatException or OverflowException or InvalidCastException or ArgumentException)
        {
            throw new ParameterException($"parameter '{name}' is of type {type.Name}; '{text}' is none");
        }
    }

    private static string Literal(string text, Type type)
    {
        if (type == typeof(string)) return SymbolDisplay.FormatLiteral(text, quote: true);
        if (Nullable.GetUnderlyingType(type) is { } inner) return text == "null" ? "null" : Literal(text, inner);
        if (type.IsArray)
        {
            var element = type.GetElementType()!;
            var items = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            return $"[{string.Join(", ", items.Select(item => Literal(item, element)))}]";
        }

        if (type.IsEnum) return $"{type.FullName!.Replace('+', '.')}.{Enum.Parse(type, text, ignoreCase: true)}";
        return Convert.ChangeType(text, type, CultureInfo.InvariantCulture) switch
        {
            bool value => value ? "true" : "false",
            double value when double.IsFinite(value) => value.ToString("R", CultureInfo.InvariantCulture) + "d",
            float value when float.IsFinite(value) => value.ToString("R", CultureInfo.InvariantCulture) + "f",
            decimal value => value.ToString(CultureInfo.InvariantCulture) + "m",
            char value => SymbolDisplay.FormatLiteral(value, quote: true),
            double or float => throw new FormatException(),
            IFormattable value => $"({type.FullName})({value.ToString(null, CultureInfo.InvariantCulture)})",
            _ => throw new InvalidCastException(),
        };
    }
}
