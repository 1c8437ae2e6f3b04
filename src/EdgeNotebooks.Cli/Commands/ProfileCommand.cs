using System.CommandLine;
using System.Globalization;
using EdgeNotebooks.Cli.Terminal;
using EdgeNotebooks.Emulation;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Subjects;
using EdgeNotebooks.Tiers;
using EdgeNotebooks.WhatIf.Profiling;

namespace EdgeNotebooks.Cli.Commands;

/// <summary><c>edgenb profile</c>: what a model costs on three tiers, for predictions.</summary>
internal static class ProfileCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = "An ONNX file, or a subject such as resnet_mini." };
        var output = new Option<string>("--out") { Required = true, Description = "The profile, a JSON file." };
        var anchors = new Option<int>("--anchors") { DefaultValueFactory = _ => 12, Description = "Cuts whose parts are timed; the others are interpolated." };
        var runs = new Option<int>("--runs") { DefaultValueFactory = _ => 6, Description = "Timed requests for each part on each tier." };
        var restarts = new Option<int>("--restarts") { DefaultValueFactory = _ => new ProfileOptions().Restarts, Description = "Starts of the tiers." };
        var tiers = new Option<string>("--tiers") { DefaultValueFactory = _ => "scaled", Description = $"Limits: {string.Join(", ", TierProfile.Names)}." };
        var scale = new Option<string?>("--scale") { Description = "M,E,C: measure this machine once without limits, and take its times by these factors for mobile, edge and cloud." };
        var at = new Option<string[]>("--at") { Description = "TIER=URL, once for mobile, edge and cloud: tiers that run elsewhere (edgenb tier serve --accept-models) instead of this machine's." };
        var token = new Option<string?>("--token") { Description = "What those tiers want to be shown; also from EDGENB_TIER_TOKEN." };
        var trust = new Option<string?>("--trust") { Description = "Certificate file (PEM or DER) that they may show though no authority signed it." };
        var session = new Option<string>("--session") { DefaultValueFactory = _ => "warm", Description = "warm, cold (the model is loaded for each request, as in the study) or both." };
        var threads = new Option<string>("--threads") { DefaultValueFactory = _ => "quota", Description = "Threads of a session: quota (as many as the tier's limit grants) or host (as many as the machine has)." };
        var shapes = new Option<string[]>("--input-shape") { Description = ModelFiles.ShapeHelp };
        var pictures = new Option<int>("--accuracy-samples") { DefaultValueFactory = _ => 500, Description = "Held-out pictures for the accuracy of a small subject, each exit's too; 0 for none." };
        var noInt8 = new Option<bool>("--no-int8") { Description = "Leaves out the quantized model." };
        var json = new Option<bool>("--json") { Description = "The profile as one JSON document on stdout, too." };
        var command = new Command("profile", "Measures a model's parts and messages on three tiers, of this machine or elsewhere, for predictions.") { model, output, anchors, runs, restarts, tiers, scale, at, token, trust, session, threads, shapes, pictures, noInt8, json };
        command.SetAction(async (parsed, cancel) =>
        {
            var path = parsed.GetValue(output)!;
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder)) throw new DirectoryNotFoundException($"folder '{folder}' of --out does not exist; make it");
            var name = parsed.GetValue(model)!;
            var subject = SubjectCatalog.Names.Contains(name) ? name : null;
            var options = new ProfileOptions
            {
                Anchors = parsed.GetValue(anchors),
                Runs = parsed.GetValue(runs),
                Restarts = parsed.GetValue(restarts),
                Tiers = TierProfile.Named(parsed.GetValue(tiers)!),
                Scale = parsed.GetValue(scale) is { } factors ? Scale(factors) : null,
                Sessions = Sessions(parsed.GetValue(session)!),
                Lab = new LabSettings { HostThreads = HostThreads(parsed.GetValue(threads)!), Token = parsed.GetValue(token) ?? Environment.GetEnvironmentVariable(TierProcess.TokenVariable), TrustedCertificate = parsed.GetValue(trust) },
                Subject = subject,
                AccuracySamples = parsed.GetValue(pictures),
                Int8 = !parsed.GetValue(noInt8),
                InputShapes = parsed.GetValue(shapes) is { Length: > 0 } given ? ModelFiles.Shapes(given) : null,
            };
            var whole = subject is null ? ModelFiles.Load(name) : OnnxModel.Load(SubjectCatalog.Default().Find(subject).RequirePath());
            var profile = parsed.GetValue(at) is { Length: > 0 } places ? await ElsewhereAsync(whole, places, options, cancel).ConfigureAwait(false) : await DeploymentProfile.MeasureAsync(whole, options, cancel).ConfigureAwait(false);
            profile.Save(path);
            if (profile.Provenance.TryGetValue("int8", out var note)) Console.Error.WriteLine($"warning: int8 {note}");
            Console.Out.WriteLine(parsed.GetValue(json) ? await File.ReadAllTextAsync(path, cancel).ConfigureAwait(false) : profile.ToString());
        });
        return command;
    }

    private static async Task<DeploymentProfile> ElsewhereAsync(OnnxModel model, string[] places, ProfileOptions options, CancellationToken cancel)
    {
        if (options.Scale is not null) throw new ArgumentException("--scale takes this machine for all tiers and --at others; give one of them");
        var urls = new Dictionary<string, Uri>();
        foreach (var place in places)
        {
            if (place.Split('=', 2) is not [var tier, var text] || !Tier.Order.Contains(tier) || !Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
                throw new ArgumentException($"--at '{place}' is not TIER=URL; write --at mobile=https://HOST:PORT, and edge and cloud likewise");
            if (!urls.TryAdd(tier, url)) throw new ArgumentException($"--at names '{tier}' twice");
        }

        await using var lab = await Lab.ConnectAsync(urls, options.Lab, cancel).ConfigureAwait(false);
        return await DeploymentProfile.MeasureAsync(lab, model, options, cancel).ConfigureAwait(false);
    }

    private static string[] Sessions(string text) => text switch
    {
        "both" => ["warm", "cold"],
        "warm" or "cold" => [text],
        _ => throw new ArgumentException($"--session '{text}' is unknown; there are warm, cold and both"),
    };

    private static bool HostThreads(string text) => text switch
    {
        "host" => true,
        "quota" => false,
        _ => throw new ArgumentException($"--threads '{text}' is unknown; there are quota and host"),
    };

    private static (double, double, double) Scale(string text)
    {
        var factors = text.Split(',').Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var factor) ? factor : double.NaN).ToArray();
        return factors.Length == 3 ? (factors[0], factors[1], factors[2]) : throw new ArgumentException($"--scale '{text}' is not M,E,C; write three factors, such as --scale 4,2,1");
    }
}
