using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using EdgeNotebooks.Analysis;
using EdgeNotebooks.Cli.Terminal;
using EdgeNotebooks.Host.Documents;
using EdgeNotebooks.WhatIf;

namespace EdgeNotebooks.Cli.Commands;

/// <summary><c>edgenb whatif page</c>: the page with the sliders as one file.</summary>
internal static class WhatIfPageCommand
{
    public static Command Create()
    {
        var output = new Option<string>("--out") { Required = true, Description = "The page to write, for example whatif.html; replaced if it exists." };
        var subject = new Option<string?>("--subject") { Description = "This subject only. Default: all, with a chooser." };
        var options = new WhatIfOptions();
        var json = new Option<bool>("--json") { Description = "One JSON document on stdout: path, bytes, subjects, configurations, resamples, source." };
        var command = new Command("page", "Writes a page on which one drags bandwidths and CPU speeds and sees who wins: one file, no network needed. The other options say what it opens with.")
            { output, subject };
        options.AddTo(command, profiles: false);
        command.Options.Add(json);
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(output)!;
            var (conditions, wishes) = (options.Conditions(parsed).Checked(), options.Wishes(parsed));
            Reject(path);
            var profile = WhatIfProfile.Of(Study.Open(), parsed.GetValue(subject));
            wishes.Filter(profile.Of(profile.Subjects[0]));
            var html = profile.Page(parsed.GetValue(subject), conditions, wishes).Html;
            Write(path, html);
            var bytes = Encoding.UTF8.GetByteCount(html);
            Console.Out.WriteLine(parsed.GetValue(json) ? JsonText.Of(Json(path, bytes, profile)) : string.Create(CultureInfo.InvariantCulture,
                $"{path}: {string.Join(", ", profile.Subjects)}; {profile.Candidates.Count} configurations, {bytes / 1e6:0.00} MB; open it in a browser"));
        });
        return command;
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

    private static JsonObject Json(string path, int bytes, WhatIfProfile profile) => new()
    {
        ["path"] = Path.GetFullPath(path),
        ["bytes"] = bytes,
        ["subjects"] = new JsonArray([.. profile.Subjects.Select(subject => JsonValue.Create(subject))]),
        ["configurations"] = profile.Candidates.Count,
        ["resamples"] = profile.Resamples,
        ["source"] = profile.Source,
    };
}
