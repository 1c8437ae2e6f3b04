using System.CommandLine;
using EdgeNotebooks.WhatIf;

namespace EdgeNotebooks.Cli.Commands;

/// <summary>The conditions and wishes of a question, as options.</summary>
internal sealed class WhatIfOptions
{
    private readonly Option<double> _near = new("--mobile-edge-mbps") { DefaultValueFactory = _ => 200, Description = "Rate of the links client-mobile and mobile-edge, 10^6 bit/s. Default 200, as in the study." };
    private readonly Option<double> _far = new("--edge-cloud-mbps") { DefaultValueFactory = _ => 1, Description = "Rate of the link edge-cloud, 10^6 bit/s. Default 1, as in the study." };
    private readonly Option<double?> _loss = new("--max-accuracy-loss") { Description = "Percentage points of accuracy that may be lost against the unchanged model. Default: any." };
    private readonly Option<bool> _private = new("--picture-stays") { Description = "The picture itself is not sent beyond mobile." };
    private readonly Option<string[]> _without = new("--without") { Description = "A tier that computes nothing: mobile, edge or cloud. Repeatable." };
    private readonly Option<string> _shaper = new("--shaper") { DefaultValueFactory = _ => "paper-burst", Description = "How links hold their rate: paper-burst (the study's, the first second of data is free) or steady." };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_near, _far, _loss, _private, _without, _shaper]) command.Options.Add(option);
    }

    public Conditions Conditions(ParseResult parsed) => new(parsed.GetValue(_near), parsed.GetValue(_far))
    {
        Links = parsed.GetValue(_shaper) switch
        {
            "paper-burst" => LinkBehaviour.PaperBurst,
            "steady" => LinkBehaviour.Steady,
            var other => throw new ArgumentException($"--shaper '{other}' is unknown; there are paper-burst and steady"),
        },
    };

    public Wishes Wishes(ParseResult parsed) => new()
    {
        MaxAccuracyLoss = parsed.GetValue(_loss),
        PictureStaysOnMobile = parsed.GetValue(_private),
        Unavailable = parsed.GetValue(_without) ?? [],
    };
}
