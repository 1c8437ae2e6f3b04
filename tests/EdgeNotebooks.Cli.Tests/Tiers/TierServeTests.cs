using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace EdgeNotebooks.Cli.Tests.Tiers;

/// <summary>edgenb tier serve, as any client of the Open Inference Protocol meets it.</summary>
public sealed class TierServeTests
{
    [Fact]
    public async Task TheProtocol_IsSpoken_ToAClientThatKnowsOnlyIt()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var tier = new ServedTier("--cpus", "1");
        using var http = new HttpClient { BaseAddress = tier.Url };
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("v2/health/ready", cancel)).StatusCode);
        var server = await http.GetFromJsonAsync<JsonObject>("v2", cancel);
        Assert.Contains("binary_tensor_data", server!["extensions"]!.AsArray().Select(name => (string?)name));
        Assert.Contains("model_repository", server["extensions"]!.AsArray().Select(name => (string?)name));
        var model = await http.GetFromJsonAsync<JsonObject>("v2/models/resnet_mini", cancel);
        Assert.Equal("FP32", (string?)model!["inputs"]![0]!["datatype"]);
        Assert.Equal([-1, 3, 64, 64], model["inputs"]![0]!["shape"]!.AsArray().Select(length => (int)length!));

        var data = new JsonArray([.. Enumerable.Range(0, 12288).Select(i => JsonValue.Create(i % 7 / 7.0))]);
        var body = new JsonObject { ["id"] = "seven", ["inputs"] = new JsonArray(new JsonObject { ["name"] = "input", ["datatype"] = "FP32", ["shape"] = new JsonArray(1, 3, 64, 64), ["data"] = data }) };
        using var reply = await http.PostAsJsonAsync("v2/models/resnet_mini/versions/1/infer", body, cancel);
        var text = await reply.Content.ReadFromJsonAsync<JsonObject>(cancel);
        Assert.Equal("seven", (string?)text!["id"]);
        var json = text["outputs"]![0]!["data"]!.AsArray().Select(value => (float)value!).ToArray();

        // The same by the binary extension: JSON, then 49,152 bytes.
        var header = """{"inputs":[{"name":"input","datatype":"FP32","shape":[1,3,64,64],"parameters":{"binary_data_size":49152}}],"outputs":[{"name":"output","parameters":{"binary_data":true}}]}"""u8.ToArray();
        var floats = Enumerable.Range(0, 12288).SelectMany(i => BitConverter.GetBytes((float)(i % 7 / 7.0)));
        using var content = new ByteArrayContent([.. header, .. floats]);
        content.Headers.Add("Inference-Header-Content-Length", $"{header.Length}");
        using var binary = await http.PostAsync("v2/models/resnet_mini/infer", content, cancel);
        var bytes = await binary.Content.ReadAsByteArrayAsync(cancel);
        Assert.Equal(HttpStatusCode.OK, binary.StatusCode);
        var at = int.Parse(binary.Headers.GetValues("Inference-Header-Content-Length").Single());
        Assert.Equal(80, (int?)JsonNode.Parse(bytes.AsSpan(0, at))!["outputs"]![0]!["parameters"]!["binary_data_size"]);
        Assert.Equal(json, Enumerable.Range(0, 20).Select(i => BitConverter.ToSingle(bytes, at + 4 * i)));
    }

    [Fact]
    public async Task Models_AreLoadedAndUnloaded_ByTheRepositoryExtension()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var tier = new ServedTier();
        using var http = new HttpClient { BaseAddress = tier.Url };
        async Task<string?> State() => (string?)(await (await http.PostAsync("v2/repository/index", null, cancel)).Content.ReadFromJsonAsync<JsonArray>(cancel))!.Single(model => (string?)model!["name"] == "resnet_mini")!["state"];
        Assert.Equal("UNAVAILABLE", await State());
        Assert.Equal(HttpStatusCode.OK, (await http.PostAsync("v2/repository/models/resnet_mini/load", null, cancel)).StatusCode);
        Assert.Equal("READY", await State());
        Assert.Equal(HttpStatusCode.OK, (await http.PostAsync("v2/repository/models/resnet_mini/unload", null, cancel)).StatusCode);
        Assert.Equal("UNAVAILABLE", await State());
        Assert.Equal(HttpStatusCode.BadRequest, (await http.GetAsync("v2/models/resnet_mini", cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.PostAsync("v2/repository/models/..%2Fresnet_mini/load", null, cancel)).StatusCode);
    }

    [Fact]
    public async Task AToken_IsAsked()
    {
        using var tier = new ServedTier("--token", "open sesame");
        using var http = new HttpClient { BaseAddress = tier.Url };
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("v2", TestContext.Current.CancellationToken)).StatusCode);
        http.DefaultRequestHeaders.Authorization = new("Bearer", "open sesame");
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("v2", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task TenThousandMalformedRequests_AreRefused_AndTheTierServesOn()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var tier = new ServedTier();
        using var http = new HttpClient { BaseAddress = tier.Url };
        var random = new Random(9);
        var valid = System.Text.Encoding.UTF8.GetBytes("""{"inputs":[{"name":"input","datatype":"FP32","shape":[1,3,64,64],"data":[0,1,2]}],"parameters":{"tier":"cloud","then":"a@b","pass":"[[\\"input\\"],[]]"}}""");
        for (var i = 0; i < 10_000; i++)
        {
            var body = (byte[])valid.Clone();
            for (var change = random.Next(1, 8); change > 0; change--) body[random.Next(body.Length)] = (byte)random.Next(256);
            var path = (i % 5) switch { 0 => "v2/models/resnet_mini/infer", 1 => $"v2/models/{random.Next()}/infer", 2 => "v2/models/%2e%2e%2fresnet_mini/infer", 3 => $"v2/{random.Next()}", _ => "v2/models/resnet_mini/versions/9/infer" };
            using var content = new ByteArrayContent(body);
            if (i % 3 == 0) content.Headers.TryAddWithoutValidation("Inference-Header-Content-Length", $"{random.Next(-10, 1000)}");
            using var reply = await http.PostAsync(path, content, cancel);
            Assert.InRange((int)reply.StatusCode, 400, 499);
        }

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("v2/health/live", cancel)).StatusCode);
    }

    [Theory]
    [InlineData("[[\"unknown\"]]", "'unknown'")]
    [InlineData("[[null]]", "one list for each part")]
    [InlineData("[null]", "one list for each part")]
    [InlineData("{}", "one list for each part")]
    [InlineData("[[", "one list for each part")]
    public async Task WhatCannotTravelPastAPart_IsRefused(string pass, string word)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var tier = new ServedTier();
        using var http = new HttpClient { BaseAddress = tier.Url };
        var input = new JsonObject { ["name"] = "input", ["datatype"] = "FP32", ["shape"] = new JsonArray(1, 3, 64, 64), ["data"] = new JsonArray([.. Enumerable.Range(0, 12288).Select(_ => JsonValue.Create(0))]) };
        using var reply = await http.PostAsJsonAsync("v2/models/resnet_mini/infer", new JsonObject { ["inputs"] = new JsonArray(input), ["parameters"] = new JsonObject { ["pass"] = pass } }, cancel);
        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
        Assert.Contains(word, (string?)(await reply.Content.ReadFromJsonAsync<JsonObject>(cancel))!["error"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--insecure", "--listen", "http://0.0.0.0:0")]
    [InlineData("https", "--listen", "https://127.0.0.1:0")]
    [InlineData("CPUs", "--listen", "http://127.0.0.1:0", "--cpus", "1000")]
    [InlineData("no URL", "--listen", "here")]
    [InlineData("Mbit/s", "--listen", "http://127.0.0.1:0", "--link-mbps", "-1")]
    public void WhatCannotBeServed_IsRefusedAtOnce(string word, params string[] arguments)
    {
        var outcome = Edgenb.Run(Edgenb.Root, ["tier", "serve", "--name", "edge", "--models", "models", .. arguments]);
        Assert.Equal(2, outcome.Status);
        Assert.Contains(word, Assert.Single(outcome.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATierThatNeedsTooMuchMemory_IsEnded_AndItsCallerLearnsWhy()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var tier = new ServedTier("--memory", "200000000");
        using var http = new HttpClient { BaseAddress = tier.Url };
        // 150 MB of bytes that are no message: read whole before they are refused, next to what the server itself takes.
        using var reply = await http.PostAsync("v2/models/resnet_mini/infer", new ByteArrayContent(new byte[180_000_000]), cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, reply.StatusCode);
        var error = await reply.Content.ReadFromJsonAsync<JsonObject>(cancel);
        Assert.Equal("edge", (string?)error!["tier"]);
        Assert.Equal(200000000, (long?)error["limit_bytes"]);
        Assert.Contains("memory limit", (string?)error["error"], StringComparison.Ordinal);
    }
}
