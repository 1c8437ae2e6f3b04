using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeNotebooks.Emulation;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Operators.Partition;
using EdgeNotebooks.Tiers;

namespace EdgeNotebooks.Cli.Tests.Tiers;

/// <summary>Tiers that were started by hand, as on other machines: TLS with a certificate of their own, a token, models sent to them.</summary>
public sealed class RemoteLabTests : IDisposable
{
    private const string Token = "open sesame";
    private static readonly Dictionary<string, string> s_token = new() { ["EDGENB_TIER_TOKEN"] = Token };
    private readonly Scratch _scratch = new();

    [Fact]
    public async Task ALab_UsesTiersThatRunElsewhere_OverTls_AndLeavesNothingThere()
    {
        var cancel = TestContext.Current.CancellationToken;
        var (keyed, shown) = SelfSigned("tier.pem");
        string[] common = ["--listen", "https://127.0.0.1:0", "--certificate", keyed, "--accept-models"];
        using var cloud = new ServedTier("cloud", s_token, [.. common, "--cpus", "1", "--link-mbps", "100"]);
        using var edge = new ServedTier("edge", s_token, [.. common, "--next", $"{cloud.Url}"]);
        using var mobile = new ServedTier("mobile", s_token, [.. common, "--next", $"{edge.Url}", "--trust", shown]);
        var urls = new Dictionary<string, Uri> { ["mobile"] = mobile.Url, ["edge"] = edge.Url, ["cloud"] = cloud.Url };
        var settings = new LabSettings { Token = Token, TrustedCertificate = shown };
        var model = OnnxModel.Load(Path.Combine(Edgenb.Root, "models/resnet_mini.onnx"));
        var input = new Dictionary<string, Tensor> { ["input"] = Tensor.Of(Enumerable.Range(0, 3 * 64 * 64).Select(i => MathF.Sin(i)).ToArray(), 1, 3, 64, 64) };
        using var session = Session.Open(model);
        var expected = session.Run(input)["output"].ToDoubles();
        await using (var lab = await Lab.ConnectAsync(urls, settings, cancel))
        {
            Assert.Equal(1, lab.Profile["cloud"].Cpus);
            Assert.Equal(100, lab.Links.EdgeCloud.Mbps);
            var halves = lab.Deploy(model.Partition(Balance.Parameters), Deployment.MobileCloud);
            foreach (var cold in (bool[])[true, false])
            {
                var reply = await halves.InferAsync(input, new RequestSettings { IsCold = cold }, cancel);
                Assert.All(expected.Zip(reply.Outputs["output"].ToDoubles()), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
                Assert.Equal(["mobile", "cloud"], reply.Breakdown.Steps.Where(step => step.Name == "inference").Select(step => step.Place));
            }

            Assert.Contains(halves.ServedNames[0], await IndexAsync(mobile.Url, settings), StringComparison.Ordinal);
            var certificate = await lab.CertifyAsync(CertificateScope.Sentinel, cancel);
            Assert.Equal(["cloud", "link into cloud"], certificate.Rows.Where(row => row.Unit is "CPUs" or "Mbit/s").Select(row => row.Place));
            await Assert.ThrowsAsync<NotSupportedException>(() => lab.SetLinksAsync(Links.Unlimited, cancel));
        }

        Assert.DoesNotContain("-m1-", await IndexAsync(mobile.Url, settings), StringComparison.Ordinal);
        Assert.Contains("resnet_mini", await IndexAsync(mobile.Url, settings), StringComparison.Ordinal);
        var untrusted = await Assert.ThrowsAsync<TierFailedException>(() => Lab.ConnectAsync(urls, settings with { TrustedCertificate = null }, cancel));
        Assert.Contains("TrustedCertificate", untrusted.Message, StringComparison.Ordinal);
        Assert.Equal(401, (await Assert.ThrowsAsync<TierFailedException>(() => Lab.ConnectAsync(urls, settings with { Token = "wrong" }, cancel))).Status);
        var swapped = new Dictionary<string, Uri> { ["mobile"] = edge.Url };
        Assert.Contains("'edge', expected was 'mobile'", (await Assert.ThrowsAsync<TierFailedException>(() => Lab.ConnectAsync(swapped, settings, cancel))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATierThatTakesNoModels_SaysHowItWould()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var mobile = new ServedTier("mobile", new Dictionary<string, string>());
        await using var lab = await Lab.ConnectAsync(new Dictionary<string, Uri> { ["mobile"] = mobile.Url }, cancel: cancel);
        var error = await Assert.ThrowsAsync<TierFailedException>(() => lab.Deploy(Path.Combine(Edgenb.Root, "models/resnet_mini.onnx"), Deployment.Mobile).WarmAsync(cancel));
        Assert.Equal(403, error.Status);
        Assert.Contains("--accept-models", error.Message, StringComparison.Ordinal);
        Assert.Contains("no tier 'edge', only mobile", Assert.Throws<ArgumentException>(() => lab.Deploy(Path.Combine(Edgenb.Root, "models/resnet_mini.onnx"), Deployment.Edge)).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => Lab.ConnectAsync(new Dictionary<string, Uri> { ["cloud"] = mobile.Url }, cancel: cancel));
    }

    [Fact]
    public async Task NobodyThere_IsSaidWithTheAddress()
    {
        var error = await Assert.ThrowsAsync<TierFailedException>(() => Lab.ConnectAsync(new Dictionary<string, Uri> { ["mobile"] = new("http://127.0.0.1:9") }, cancel: TestContext.Current.CancellationToken));
        Assert.Contains("127.0.0.1:9", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _scratch.Dispose();

    private static async Task<string> IndexAsync(Uri tier, LabSettings settings)
    {
        using var trusted = X509CertificateLoader.LoadCertificateFromFile(settings.TrustedCertificate!);
        using var client = new Transport.TierClient(settings.Token, [trusted]);
        using var answer = await client.AskAsync(HttpMethod.Post, tier, "v2/repository/index", json: null, TestContext.Current.CancellationToken);
        return System.Text.Encoding.UTF8.GetString(answer.Body.Span);
    }

    /// <summary>Two PEM files: certificate with key for a server, and the certificate alone for its callers.</summary>
    private (string Keyed, string Shown) SelfSigned(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=edgenb test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return (_scratch.File(name, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem()), _scratch.File("shown-" + name, certificate.ExportCertificatePem()));
    }
}
