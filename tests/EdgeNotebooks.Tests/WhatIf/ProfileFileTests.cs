using System.Text.Json.Nodes;
using EdgeNotebooks.WhatIf.Profiling;

namespace EdgeNotebooks.Tests.WhatIf;

public sealed class ProfileFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AProfile_IsReadAsItWasWritten()
    {
        var (path, profile) = (_folder["p.json"], SyntheticProfile.Of(scatter: 0.1));
        profile.Save(path);
        var read = DeploymentProfile.Load(path);
        Assert.Equal(profile.ToString(), read.ToString());
        Assert.Equal(profile.At(new(20, 5)).Recommend().ToString(), read.At(new(20, 5)).Recommend().ToString());
        Assert.DoesNotContain(Directory.GetFiles(_folder.Path), file => file.EndsWith(".part", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("formatVersion", "99", "has format version 99, and this version of edgenb reads 1; measure again")]
    [InlineData("formatVersion", "\"new\"", "has no formatVersion")]
    [InlineData("models", "[]", "holds no model")]
    [InlineData("tiers", "[]", "lacks tier 'mobile'")]
    [InlineData("sessions", "[\"cold\"]", "lacks the whole model's times (identity, cold) on 'mobile'")]
    [InlineData("wire", null, "cannot be read")]
    public void WhatThisVersionCannotUse_IsRefused(string property, string? value, string says)
    {
        var path = _folder["p.json"];
        SyntheticProfile.Of().Save(path);
        var json = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        if (value is null) json.Remove(property);
        else json[property] = JsonNode.Parse(value);
        File.WriteAllText(path, json.ToJsonString());
        Assert.Contains(says, Assert.Throws<InvalidProfileException>(() => DeploymentProfile.Load(path)).Message);
    }

    [Fact]
    public void AMissingFile_AndATruncatedOne_AreNamed()
    {
        Assert.Contains("does not exist", Assert.Throws<FileNotFoundException>(() => DeploymentProfile.Load(_folder["none.json"])).Message);
        File.WriteAllText(_folder["half.json"], "{\"formatVersion\": 1, \"models\": [");
        Assert.Contains("half.json' cannot be read", Assert.Throws<InvalidProfileException>(() => DeploymentProfile.Load(_folder["half.json"])).Message);
    }
}
