using System.CommandLine;
using System.Text.Json.Nodes;
using EdgeNotebooks.Cli.Terminal;
using EdgeNotebooks.Transport.Messages;
using EdgeNotebooks.WhatIf.Profiling;
using EdgeNotebooks.WhatIf.Queueing;
using EdgeNotebooks.WhatIf.Searching;

namespace EdgeNotebooks.Cli.Commands;

/// <summary><c>edgenb whatif</c>: what a profile predicts.</summary>
internal static class WhatIfCommand
{
    private static readonly Option<string> s_profile = new("--profile") { Required = true, Description = "A profile that 'edgenb profile' wrote." };
    private static readonly Option<string?> s_session = new("--session") { Description = "warm or cold, where the profile has both." };
    private static readonly Option<string[]> s_encoding = new("--encoding") { Description = "binary or paper; default both. Repeatable." };

    public static Command Create() => new("whatif", "What a profile, or the authors' data, predicts.") { Search(), Load(), WhatIfVerifyCommand.Create(), WhatIfPageCommand.Create() };

    private static Command Search()
    {
        var (options, json) = (new WhatIfOptions(), new Option<bool>("--json") { Description = "One JSON document on stdout." });
        var command = new Command("search", "Every cut, exit, precision, encoding and deployment of a profile: what nothing beats, and where the best changes.") { s_profile, s_session, s_encoding };
        options.AddTo(command);
        command.Options.Add(json);
        command.SetAction(parsed =>
        {
            var (warnings, text, document) = ProfileView.Of(Question(parsed, options).Search(options.Constraints(parsed)));
            foreach (var warning in warnings) Console.Error.WriteLine($"warning: {warning}");
            Console.Out.WriteLine(parsed.GetValue(json) ? JsonText.Of(document) : text);
        });
        return command;
    }

    private static Command Load()
    {
        var (options, json) = (new WhatIfOptions(), new Option<bool>("--json") { Description = "One JSON document on stdout." });
        var rates = new Option<double[]>("--rate") { Required = true, AllowMultipleArgumentsPerToken = true, Description = "Requests per second. Repeatable." };
        var deployment = new Option<string?>("--deployment") { Description = "The fastest on these tiers; default the fastest of all." };
        var requests = new Option<int>("--requests") { DefaultValueFactory = _ => 20_000, Description = "Simulated requests." };
        var concurrency = new Option<int>("--concurrency") { DefaultValueFactory = _ => 1, Description = "Requests that a tier works on at the same time." };
        var regular = new Option<bool>("--regular") { Description = "Requests come at equal distances instead of at random." };
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1, Description = "The same seed gives the same answer." };
        var command = new Command("load", "Latency percentiles of a deployment under load, by simulation of queues at tiers and links.") { s_profile, s_session, s_encoding, rates, deployment, requests, concurrency, regular, seed };
        options.AddTo(command);
        command.Options.Add(json);
        command.SetAction(parsed =>
        {
            var question = Question(parsed, options);
            var rivals = question.Search(options.Constraints(parsed)).Rivals;
            var tiers = parsed.GetValue(deployment) is { } name ? Tiers.Deployment.Parse(name) : rivals[0].Deployment;
            var option = rivals.FirstOrDefault(rival => rival.Deployment == tiers) ?? throw new ArgumentException($"no deployment on '{tiers}' keeps to the constraints; there are {string.Join(", ", rivals.Select(rival => rival.Deployment.Name).Distinct())}");
            var settings = new LoadSettings { Requests = parsed.GetValue(requests), Concurrency = parsed.GetValue(concurrency), Regular = parsed.GetValue(regular), Seed = parsed.GetValue(seed) };
            var results = parsed.GetValue(rates)!.Select(rate => question.Load(option, rate, settings)).ToArray();
            if (parsed.GetValue(json)) Console.Out.WriteLine(JsonText.Of(new JsonArray([.. results.Select(ProfileView.Json)])));
            else Console.Out.WriteLine($"{option} when alone\n{string.Join('\n', results.Select(result => result.ToString()))}");
        });
        return command;
    }

    private static DeploymentQuestion Question(ParseResult parsed, WhatIfOptions options)
    {
        var question = DeploymentProfile.Load(parsed.GetValue(s_profile)!).At(options.Conditions(parsed), parsed.GetValue(s_session));
        var encodings = parsed.GetValue(s_encoding) ?? [];
        return encodings.Length == 0 ? question : question.With([.. encodings.Select(Encoding).Distinct()]);
    }

    private static WireEncoding Encoding(string name) => name switch
    {
        "binary" => WireEncoding.Binary,
        "paper" => WireEncoding.Paper,
        _ => throw new ArgumentException($"--encoding '{name}' is unknown; there are binary and paper"),
    };
}
