using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EdgeNotebooks.Host.Documents;
using EdgeNotebooks.Host.Running;
using Markdig;

namespace EdgeNotebooks.Host.Pages;

/// <summary>An executed notebook as one self-contained page: no request to anywhere, scripts that charts need once.</summary>
public static partial class HtmlPage
{
    private static readonly string[] s_richestFirst =
        ["text/html", "image/svg+xml", "image/png", "image/jpeg", "text/markdown", "text/plain"];

    private static readonly MarkdownPipeline s_markdown = new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers().Build();

    /// <summary>Writes the page beside <paramref name="path"/> and renames it.</summary>
    public static void Write(Notebook notebook, string path) => WholeFile.Write(path, Render(notebook));

    /// <summary>The page as HTML.</summary>
    public static string Render(Notebook notebook)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        var page = new StringBuilder();
        page.Append($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{WebUtility.HtmlEncode(notebook.Title)}</title>
            <style>{PageStyle.Css}</style>
            </head>
            <body>
            <main>

            """);
        foreach (var cell in notebook.Cells) AppendCell(page, cell);
        page.Append("</main>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static void AppendCell(StringBuilder page, Cell cell)
    {
        switch (cell.Kind)
        {
            case CellKind.Markdown:
                page.Append($"<section class=\"text\">{ToHtml(cell.Source)}</section>\n");
                break;
            case CellKind.Raw:
                page.Append($"<pre class=\"raw\">{WebUtility.HtmlEncode(cell.Source)}</pre>\n");
                break;
            default:
                var count = cell.ExecutionCount is { } n ? $"<span class=\"count\">{n}</span>" : "";
                page.Append($"<section class=\"code\" id=\"{cell.Id}\">{count}<pre class=\"source\"><code>{CodeHighlighter.ToHtml(cell.Source)}</code></pre>\n");
                foreach (var output in cell.Outputs) AppendOutput(page, output);
                page.Append("</section>\n");
                break;
        }
    }

    private static void AppendOutput(StringBuilder page, JsonObject output)
    {
        switch (output["output_type"]?.ToString())
        {
            case "stream":
                page.Append($"<pre class=\"{output["name"]}\">{Plain(OutputHtml.Text(output["text"]))}</pre>\n");
                break;
            case "error":
                var lines = (output["traceback"] as JsonArray)?.Select(line => line?.ToString()) ?? [];
                page.Append($"<pre class=\"error\">{Plain(string.Join('\n', lines.DefaultIfEmpty($"{output["ename"]}: {output["evalue"]}")))}</pre>\n");
                break;
            default:
                if (output["data"] is JsonObject data) AppendData(page, data);
                break;
        }
    }

    private static void AppendData(StringBuilder page, JsonObject data)
    {
        var mimeType = s_richestFirst.FirstOrDefault(data.ContainsKey);
        var content = mimeType is null ? null : OutputHtml.Text(data[mimeType]);
        if (content is null) return;
        page.Append("<div class=\"output\">").Append(mimeType switch
        {
            "text/html" or "image/svg+xml" => content,
            "image/png" or "image/jpeg" => $"<img alt=\"{Plain(OutputHtml.Text(data["text/plain"]))}\" src=\"data:{mimeType};base64,{content.Trim()}\">",
            "text/markdown" => ToHtml(content),
            _ => $"<pre>{Plain(content)}</pre>",
        }).Append("</div>\n");
    }

    private static string ToHtml(string markdown) => Markdig.Markdown.ToHtml(markdown, s_markdown);

    private static string Plain(string? text) => WebUtility.HtmlEncode(AnsiEscape().Replace(text ?? "", ""));

    [GeneratedRegex(@"\x1b\[[0-9;]*[A-Za-z]")]
    private static partial Regex AnsiEscape();
}
