using System.CommandLine;
using System.Net;
using System.Text.Json.Nodes;
using EdgeNotebooks.Cli.Terminal;
using EdgeNotebooks.Emulation;
using EdgeNotebooks.Transport.Shaping;

namespace EdgeNotebooks.Cli.Commands;

/// <summary><c>edgenb tier crosscheck</c>: our links beside the kernel's.</summary>
internal static class CrossCheckCommand
{
    public static Command Create()
    {
        var mbps = new Option<double>("--link-mbps") { Description = "Rate in Mbit/s.", DefaultValueFactory = _ => 10 };
        var shaper = new Option<string>("--shaper") { Description = "steady or paper-burst.", DefaultValueFactory = _ => "steady" };
        var bytes = new Option<int?>("--bytes") { Description = "Payload; a second of the rate by default, two with paper-burst." };
        var json = new Option<bool>("--json") { Description = "The result as one JSON document on stdout." };
        var command = new Command("crosscheck", "Sends the same data over our link and over one of the kernel's tc, in a network namespace that is made and removed (Linux, root).") { mbps, shaper, bytes, json };
        command.SetAction(parsed =>
        {
            var link = new LinkSettings(parsed.GetValue(mbps)) { Shaper = LinkSettings.ParseShaper(parsed.GetValue(shaper)!) }.Checked("--link-mbps");
            if (parsed.GetValue(bytes) is < 1 and var wrong) throw new ArgumentException(FormattableString.Invariant($"--bytes is {wrong}; at least 1 is needed"));
            var result = CrossCheck.Run(link, parsed.GetValue(bytes) ?? (int)Math.Clamp(link.BytesPerSecond * (link.Shaper == Shaper.PaperBurst ? 2 : 1), 1000, 1 << 28));
            Console.WriteLine(!parsed.GetValue(json) ? $"{result}" : JsonText.Of(new JsonObject
            {
                ["mbps"] = link.Mbps,
                ["shaper"] = parsed.GetValue(shaper),
                ["bytes"] = result.Bytes,
                ["ownSeconds"] = result.OwnSeconds,
                ["tcSeconds"] = result.TcSeconds,
                ["ratio"] = result.OwnSeconds / result.TcSeconds,
            }));
        });
        return command;
    }

    /// <summary>The end within the namespace, started by 'crosscheck'.</summary>
    public static Command Sink()
    {
        var listen = new Option<string>("--listen") { Required = true };
        var command = new Command("sink", "Started by 'tier crosscheck'.") { listen };
        command.Hidden = true;
        command.SetAction(parsed => CrossCheck.Serve(IPEndPoint.Parse(parsed.GetValue(listen)!), Console.WriteLine));
        return command;
    }
}
