using System.Globalization;
using System.Net;
using EdgeNotebooks.Host.Display;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.DotNet.Interactive.Formatting;

namespace EdgeNotebooks.Host.Scripting;

/// <summary>What a session says about itself.</summary>
internal static class SessionReport
{
    private const int ValueLength = 80;

    public static string Names(IEnumerable<ScriptVariable> variables)
    {
        var names = variables.Select(variable => variable.Name).Order(StringComparer.Ordinal).ToArray();
        return names.Length == 0 ? "no variables yet" : string.Join('\n', names);
    }

    /// <summary>Name, type and value of each variable as a table.</summary>
    public static MimeBundle Table(IEnumerable<ScriptVariable> variables)
    {
        var rows = variables.OrderBy(variable => variable.Name, StringComparer.Ordinal)
            .Select(variable => new[] { variable.Name, TypeName(variable.Type), Value(variable.Value) }).Prepend(["variable", "type", "value"]).ToArray();
        var widths = Enumerable.Range(0, 3).Select(column => rows.Max(row => row[column].Length)).ToArray();
        var text = string.Join('\n', rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()));
        var html = string.Concat(rows.Select((row, i) => $"<tr>{string.Concat(row.Select(cell => i == 0 ? $"<th>{cell}</th>" : $"<td style=\"text-align:left\">{WebUtility.HtmlEncode(cell)}</td>"))}</tr>"));
        return MimeBundle.Of([("text/html", $"<table>{html}</table>"), ("text/plain", text)]);
    }

    public static string About() => string.Create(CultureInfo.InvariantCulture,
        $"EdgeNotebooks {typeof(SessionReport).Assembly.GetName().Version!.ToString(3)}: C# {LanguageVersion.Latest.MapSpecifiedToEffectiveVersion().ToDisplayString()} (Roslyn {typeof(CSharpCompilation).Assembly.GetName().Version!.ToString(3)}) on .NET {Environment.Version}, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}, process {Environment.ProcessId}");

    public static string Help() => string.Join('\n', CellDirective.All.Select(one => $"{one.Line,-28}{one.Does}"));

    private static string TypeName(Type type)
    {
        if (!type.IsGenericType) return type.Name;
        return $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(TypeName))}>";
    }

    /// <summary>Lists are counted, not walked: they may be lazy, and endless.</summary>
    private static string Value(object? value)
    {
        var text = value switch
        {
            null => "null",
            string or ValueType => Formatter.ToDisplayString(value, "text/plain"),
            System.Collections.ICollection many => string.Create(CultureInfo.InvariantCulture, $"{many.Count} items"),
            System.Collections.IEnumerable => "a sequence",
            _ => value.ToString() ?? "",
        };
        var line = text.ReplaceLineEndings(" ");
        return line.Length > ValueLength ? line[..ValueLength] + "..." : line;
    }
}
