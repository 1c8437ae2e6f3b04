using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace EdgeNotebooks.WhatIf.Profiling;

/// <summary>Profiles as JSON files.</summary>
internal static class ProfileFile
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static void Write(DeploymentProfile profile, string path)
    {
        var beside = $"{path}.{Environment.ProcessId}.part";
        try
        {
            File.WriteAllBytes(beside, JsonSerializer.SerializeToUtf8Bytes(profile, s_options));
            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    public static DeploymentProfile Read(string path)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"profile '{path}' does not exist; 'edgenb profile M.onnx --out {path}' makes one", path);
        try
        {
            var root = JsonNode.Parse(File.ReadAllBytes(path)) as JsonObject ?? throw new InvalidProfileException(path, "is no JSON object; 'edgenb profile' writes profiles");
            var version = root["formatVersion"] is JsonValue value && value.TryGetValue(out int number) ? number
                : throw new InvalidProfileException(path, "has no formatVersion; 'edgenb profile' writes profiles");
            if (version != DeploymentProfile.Version)
                throw new InvalidProfileException(path, FormattableString.Invariant($"has format version {version}, and this version of edgenb reads {DeploymentProfile.Version}; measure again with 'edgenb profile'"));
            return Complete(path, root.Deserialize<DeploymentProfile>(s_options) ?? throw new InvalidProfileException(path, "is empty"));
        }
        catch (JsonException e)
        {
            throw new InvalidProfileException(path, $"cannot be read: {e.Message.Split(" LineNumber", 2)[0]}; measure again with 'edgenb profile'", e);
        }
    }

    /// <summary>Every tier, session mode and side that predictions ask for is there.</summary>
    private static DeploymentProfile Complete(string path, DeploymentProfile profile)
    {
        if (profile.Models.Count == 0) throw new InvalidProfileException(path, "holds no model; measure again with 'edgenb profile'");
        foreach (var tier in Tiers.Tier.Order)
        {
            if (profile.Tiers.All(known => known.Name != tier)) throw new InvalidProfileException(path, $"lacks tier '{tier}'; measure again with 'edgenb profile'");
            foreach (var model in profile.Models)
                foreach (var session in profile.Sessions)
                    if (!model.Parts.Any(part => part.Tier == tier && part.Session == session && part.Side == PartSide.Whole && part.Seconds.Count > 0))
                        throw new InvalidProfileException(path, $"lacks the whole model's times ({model.Operator}, {session}) on '{tier}'; measure again with 'edgenb profile'");
        }

        return profile;
    }
}
