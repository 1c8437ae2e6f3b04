using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using EdgeNotebooks.Analysis;
using EdgeNotebooks.Cli.Terminal;
using EdgeNotebooks.Host.Documents;
using EdgeNotebooks.WhatIf;
using EdgeNotebooks.WhatIf.Page;
using EdgeNotebooks.WhatIf.Profiling;

namespace EdgeNotebooks.Cli.Commands;

/// <summary><c>edgenb whatif page</c>: the page with the sliders as one file.</summary>
internal static class WhatIfPageCommand
{
    public static Command Create()
    {
        var output = new Option<string>("--out") { Required = true, Description = "The page to write, for example whatif.html; replaced if it exists." };
        var subject = new Option<string?>("--subject") { Description = "This subject of the study only. Default: all, with a chooser." };
        var profile = new Option<string?>("--profile") { Description = "A profile that 'edgenb profile' wrote, instead of the authors' data." };
        var session = new Option<string?>("--session") { Description = "warm or cold, where the profile has both." };
        var options = new WhatIfOptions();
        var json = new Option<bool>("--json") { Description = "One JSON document on stdout: path, bytes, subjects, configurations, resamples, source." };
        var command = new Command("page", "Writes a page on which one drags bandwidths and CPU speeds and sees who wins: one file, no network needed. The other options say what it opens with.")
            { output, subject, profile, session };
        options.AddTo(command);
        command.Options.Add(json);
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(output)!;
            Reject(path);
            var page = parsed.GetValue(profile) is { } file
                ? DeploymentProfile.Load(file).At(options.Conditions(parsed), parsed.GetValue(session)).Page(options.Constraints(parsed))
                : OfStudy(parsed.GetValue(subject), options.Conditions(parsed).Checked(), options.Wishes(parsed));
            var html = page.Html;
            Write(path, html);
            var bytes = Encoding.UTF8.GetByteCount(html);
            Console.Out.WriteLine(parsed.GetValue(json) ? JsonText.Of(Json(path, bytes, page.Source)) : string.Create(CultureInfo.InvariantCulture,
                $"{path}: {string.Join(", ", page.Source.Subjects.Select(one => one.Name))}; {page.Source.Subjects.Sum(one => one.Candidates.Count)} configurations, {bytes / 1e6:0.00} MB; open it in a browser"));
        });
        return command;
    }

    private static WhatIfPage OfStudy(string? subject, Conditions conditions, Wishes wishes)
    {
        var fitted = WhatIfProfile.Of(Study.Open(), subject);
        wishes.Filter(fitted.Of(fitted.Subjects[0]), candidate => candidate.Offer);
        return fitted.Page(subject, conditions, wishes);
    }

    /// <summary>Before any work: a place that cannot hold a file.</summary>
    private static void Reject(string path)
    {
        if (path.Length == 0 || Directory.Exists(path) || Path.EndsInDirectorySeparator(path))
            throw new ArgumentException($"--out '{path}' is a folder; name a file in it, for example '{Path.Combine(path, "whatif.html")}'");
        Attempt(path, () => Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!));
    }

    private static void Write(string path, string html) => Attempt(path, () => WholeFile.Write(path, html));

    private static void Attempt(string path, Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException($"--out '{path}' cannot be written: {e.Message.TrimEnd('.')}; name a file in a folder that you may write to", e);
        }
    }

    private static JsonObject Json(string path, int bytes, PageSource source) => new()
    {
        ["path"] = Path.GetFullPath(path),
        ["bytes"] = bytes,
        ["subjects"] = new JsonArray([.. source.Subjects.Select(subject => JsonValue.Create(subject.Name))]),
        ["configurations"] = source.Subjects.Sum(subject => subject.Candidates.Count),
        ["resamples"] = source.Subjects[0].Candidates[0].Resamples.Count,
        ["source"] = source.Measurements,
    };
}
