using System.Text.Json.Nodes;

namespace EdgeNotebooks.Cli.Doctor;

/// <summary>One thing that the project can use, and whether this machine has it.</summary>
/// <param name="Area">machine, limits, links, notebooks, models, data or peers.</param>
/// <param name="What">The thing.</param>
/// <param name="State"><c>ok</c>, <c>limited</c> (something else takes its place) or <c>missing</c>.</param>
/// <param name="Found">What was seen.</param>
/// <param name="Remedy">What to type or do to get the rest; null where nothing is missing or nothing helps.</param>
internal sealed record Finding(string Area, string What, string State, string Found, string? Remedy = null)
{
    public const string Ok = "ok";
    public const string Limited = "limited";
    public const string Missing = "missing";

    /// <summary>A check that itself fails is a finding too: the others go on.</summary>
    public static IEnumerable<Finding> Try(string area, Func<IEnumerable<Finding>> look)
    {
        try
        {
            return [.. look()];
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return [new(area, "could not be looked at", Missing, e.Message.ReplaceLineEndings(" "))];
        }
    }

    public JsonObject ToJson() => new() { ["area"] = Area, ["what"] = What, ["state"] = State, ["found"] = Found, ["remedy"] = Remedy };
}
