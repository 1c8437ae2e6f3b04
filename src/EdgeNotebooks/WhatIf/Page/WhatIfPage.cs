using System.Text.Encodings.Web;
using System.Text.Json;
using EdgeNotebooks.Display;

namespace EdgeNotebooks.WhatIf.Page;

/// <summary>
/// A page on which a reader drags bandwidths, processor speeds and tolerances and sees latencies, winners and trade-offs change. It is one
/// HTML document with everything in it: it makes no request, and its state lies in its address.
/// </summary>
/// <param name="Source">What it computes from.</param>
/// <param name="Subject">The subject that it opens with; it must be one of the source's.</param>
/// <param name="Conditions">The surroundings that it opens with.</param>
/// <param name="Wishes">The wishes that it opens with.</param>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed record WhatIfPage(PageSource Source, string Subject, Conditions Conditions, Wishes Wishes) : IDisplay
{
    /// <summary>In this order the scripts see what they use.</summary>
    private static readonly string[] s_scripts =
        ["data", "model", "wishes", "flips", "answer", "state", "controls", "words", "draw", "table", "map", "pareto", "csv", "page"];

    // The default encoder escapes < > & ' so that no text can leave the script element.
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.Default };

    /// <summary>The whole page as an HTML document.</summary>
    /// <exception cref="ArgumentException">The source has no subject, a subject no candidate, a rate is infinite, or the like; the message says which.</exception>
    public string Html
    {
        get
        {
            Source.Checked();
            if (double.IsInfinity(Conditions.Checked().MobileEdgeMbps) || double.IsInfinity(Conditions.EdgeCloudMbps))
                throw new ArgumentException("the page opens with finite rates; give a large number for a link that costs nothing");
            if (Source.Subjects.All(subject => subject.Name != Subject))
                throw new ArgumentException($"subject '{Subject}' is not on the page; there are: {string.Join(", ", Source.Subjects.Select(subject => subject.Name))}");
            var scripts = string.Concat(s_scripts.Select(name => Asset($"{name}.js")));
            return Asset("page.html").Replace("/*css*/", Asset("page.css"), StringComparison.Ordinal)
                .Replace("/*scripts*/", scripts, StringComparison.Ordinal)
                .Replace("/*data*/", PageJson.Of(this).ToJsonString(s_json), StringComparison.Ordinal);
        }
    }

    /// <summary>The page in a frame of its own, so that its styles and those of the notebook do not meet.</summary>
    public string Render(string mimeType) =>
        "<iframe class=\"edgenb-whatif\" title=\"What if? Latency under other conditions\" style=\"box-sizing:border-box;width:100%;height:min(88vh,64rem);min-height:36rem;border:1px solid #8886;border-radius:8px\" srcdoc='"
        + Html.Replace("&", "&amp;", StringComparison.Ordinal).Replace("'", "&#39;", StringComparison.Ordinal) + "'></iframe>";

    /// <summary>What the page offers, in one line.</summary>
    public override string ToString() =>
        $"what-if page of {string.Join(", ", Source.Subjects.Select(subject => subject.Name))} ({Source.Subjects.Sum(subject => subject.Candidates.Count)} configurations; {Source.Measurements})";

    private static string Asset(string name)
    {
        using var stream = typeof(WhatIfPage).Assembly.GetManifestResourceStream($"EdgeNotebooks.WhatIf.Page.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
