using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Experiments.Planning;

/// <summary>
/// Plans as JSON: the property names of <see cref="Plan"/> in camelCase. What a file leaves out comes from the preset that its
/// entry <c>preset</c> names, by default from <c>quick</c>.
/// </summary>
public static class PlanJson
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>The plan as a JSON document that reads as the same plan.</summary>
    public static string ToJson(this Plan plan) => JsonSerializer.Serialize(plan, s_options);

    /// <summary>A preset by name, or a plan from a file.</summary>
    /// <exception cref="InvalidPlanException">Neither, or the file is no plan.</exception>
    public static Plan Open(string presetOrFile)
    {
        ArgumentException.ThrowIfNullOrEmpty(presetOrFile);
        if (Plan.Presets.TryGetValue(presetOrFile, out var preset) && !File.Exists(presetOrFile)) return preset;
        if (File.Exists(presetOrFile)) return Parse(File.ReadAllText(presetOrFile), presetOrFile);
        throw new InvalidPlanException(Path.GetExtension(presetOrFile).Length > 0
            ? $"there is no plan file '{presetOrFile}' (looked in {Directory.GetCurrentDirectory()}); check the path, or name a preset: {string.Join(", ", Plan.Presets.Keys)}"
            : $"'{presetOrFile}' is neither a preset nor a file; closest preset: '{NearestName.Among(presetOrFile, Plan.Presets.Keys, 1)[0]}' (presets: {string.Join(", ", Plan.Presets.Keys)})");
    }

    /// <summary>A plan from JSON.</summary>
    /// <param name="json">An object; comments and trailing commas are allowed.</param>
    /// <param name="source">How errors name it.</param>
    /// <exception cref="InvalidPlanException">It is no plan; the entry is named, and for a mistyped one the nearest.</exception>
    public static Plan Parse(string json, string source = "plan")
    {
        try
        {
            var given = JsonNode.Parse(json, documentOptions: new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }) as JsonObject
                ?? throw new InvalidPlanException($"'{source}' is no JSON object; a plan is one, such as {{ \"preset\": \"quick\", \"subjects\": [\"resnet_mini\"] }}");
            var basis = BasisOf(given, source);
            var whole = JsonSerializer.SerializeToNode(basis with { Name = Path.GetFileNameWithoutExtension(source) }, s_options)!.AsObject();
            given.Remove("preset");
            given.Remove("$schema");
            Overlay(whole, given, source, "");
            var plan = whole.Deserialize<Plan>(s_options)!;
            PlanChecks.Check(plan);
            return plan;
        }
        catch (JsonException e)
        {
            throw new InvalidPlanException($"'{source}' is no plan: {(e.Path is { Length: > 1 } path ? $"{path[2..]} has the wrong type" : e.Message)}; 'edgenb experiment plan --schema' prints what is allowed", e);
        }
        catch (InvalidPlanException e) when (!e.Message.Contains(source, StringComparison.Ordinal))
        {
            throw new InvalidPlanException($"'{source}': {e.Message}", e);
        }
    }

    /// <summary>SHA-256 of the plan, its name left out, in hexadecimal: equal for plans that measure the same.</summary>
    internal static string HashOf(Plan plan) => Hash(plan with { Name = "" });

    /// <summary>
    /// SHA-256 of what makes rows comparable: everything but the name and the sets that a plan goes through. Plans that agree in it may
    /// share a folder.
    /// </summary>
    internal static string ConditionsHashOf(Plan plan) => Hash(ConditionsOf(plan));

    /// <summary>The plan without its name and its sets.</summary>
    internal static Plan ConditionsOf(Plan plan) =>
        plan with { Name = "", Subjects = [], Operators = [], Deployments = [], Links = [], Encodings = [], Sessions = [], Shapers = [] };

    private static string Hash(Plan plan) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(plan.ToJson())));

    private static Plan BasisOf(JsonObject given, string source)
    {
        if (!given.TryGetPropertyValue("preset", out var name)) return Plan.Quick;
        if (name is JsonValue value && value.TryGetValue(out string? text) && Plan.Presets.TryGetValue(text, out var preset)) return preset;
        throw new InvalidPlanException($"'{source}': preset '{name}' is unknown; closest: '{NearestName.Among($"{name}", Plan.Presets.Keys, 1)[0]}' ({string.Join(", ", Plan.Presets.Keys)})");
    }

    private static void Overlay(JsonObject basis, JsonObject given, string source, string path)
    {
        foreach (var (name, value) in given.ToArray())
        {
            if (!basis.ContainsKey(name))
                throw new InvalidPlanException($"'{source}': entry '{path}{name}' is unknown; closest: '{path}{NearestName.Among(name, basis.Select(entry => entry.Key), 1)[0]}'");
            given.Remove(name);
            if (basis[name] is JsonObject inner && value is JsonObject overlay) Overlay(inner, overlay, source, $"{path}{name}.");
            else basis[name] = value;
        }
    }
}
