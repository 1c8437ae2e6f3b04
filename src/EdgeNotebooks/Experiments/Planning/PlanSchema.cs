using System.Text.Json.Nodes;
using EdgeNotebooks.Subjects;
using EdgeNotebooks.Tiers;

namespace EdgeNotebooks.Experiments.Planning;

/// <summary>JSON Schema (draft 2020-12) of a plan file, for editors that complete and check.</summary>
public static class PlanSchema
{
    /// <summary>The schema.</summary>
    public static JsonObject Document() => new()
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["title"] = "EdgeNotebooks experiment plan",
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject
        {
            ["$schema"] = Text(),
            ["preset"] = Word(Plan.Presets.Keys, "What this file leaves out; default quick."),
            ["name"] = Text(),
            ["subjects"] = Set(Word(SubjectCatalog.Names)),
            ["operators"] = Set(Word(OperatorChain.Names)),
            ["deployments"] = Set(Word(DeploymentTiers.Names)),
            ["links"] = Set(Record(("mobileEdgeMbps", Rate()), ("edgeCloudMbps", Rate()))),
            ["linkScale"] = Word(["study-ratio", "nominal"]),
            ["linkFactors"] = new JsonObject { ["type"] = new JsonArray("object", "null"), ["additionalProperties"] = Rate() },
            ["encodings"] = Set(Word(["binary", "paper"])),
            ["sessions"] = Set(Word(["warm", "cold"])),
            ["shapers"] = Set(Word(["steady", "paper-burst"])),
            ["tiers"] = Word(TierProfile.Names),
            ["inputs"] = Record(("count", Number(1)), ("seed", Number(null)), ("folder", OrNull("string"))),
            ["protocol"] = Record(("runs", Number(1)), ("warmupRuns", Number(0)), ("restarts", Number(1)), ("order", Word(["blocks", "study"])),
                ("restartBefore", Word(["block", "configuration"])), ("medianWidthPct", OrNull("number")), ("maxRestarts", Number(1)),
                ("arrivalsPerSecond", OrNull("number")), ("percentile", new() { ["type"] = "number", ["exclusiveMinimum"] = 0, ["exclusiveMaximum"] = 100 })),
            ["calibrationSamples"] = Number(1),
            ["accuracySamples"] = Number(0),
            ["seed"] = Number(null),
        },
    };

    private static JsonObject Text() => new() { ["type"] = "string" };

    private static JsonObject Rate() => new() { ["type"] = "number", ["exclusiveMinimum"] = 0 };

    private static JsonObject OrNull(string type) => new() { ["type"] = new JsonArray(type, "null") };

    private static JsonObject Number(int? least)
    {
        var number = new JsonObject { ["type"] = "integer" };
        if (least is { } minimum) number["minimum"] = minimum;
        return number;
    }

    private static JsonObject Word(IEnumerable<string> words, string? about = null)
    {
        var word = new JsonObject { ["enum"] = new JsonArray([.. words.Select(one => JsonValue.Create(one))]) };
        if (about is not null) word["description"] = about;
        return word;
    }

    private static JsonObject Set(JsonObject items) => new() { ["type"] = "array", ["minItems"] = 1, ["uniqueItems"] = true, ["items"] = items };

    private static JsonObject Record(params (string Name, JsonObject Schema)[] properties) => new()
    {
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject(properties.Select(one => KeyValuePair.Create(one.Name, (JsonNode?)one.Schema))),
    };
}
