using System.Diagnostics;
using EdgeNotebooks.Emulation;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Tiers;

namespace EdgeNotebooks.Cli.Tests.Tiers;

/// <summary>A disk of one megabyte, where mounting is permitted: a model of 3.6 MB does not fit.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly bool _isMounted;

    public FullDiskTests() => _isMounted = OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", _scratch.Folder);

    [Fact]
    public async Task AFullDiskOfATierElsewhere_IsItsError_AndItServesOn()
    {
        if (!_isMounted) Assert.Skip("mounting a small disk is not permitted here");
        var cancel = TestContext.Current.CancellationToken;
        using var mobile = new ServedTier("mobile", new Dictionary<string, string> { ["TMPDIR"] = _scratch.Folder }, "--accept-models");
        await using var lab = await Lab.ConnectAsync(new Dictionary<string, Uri> { ["mobile"] = mobile.Url }, cancel: cancel);
        var model = lab.Deploy(Path.Combine(Edgenb.Root, "models/resnet_mini.onnx"), Deployment.Mobile);
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var error = await Assert.ThrowsAsync<TierFailedException>(() => model.WarmAsync(cancel));
            Assert.Equal((507, "mobile"), (error.Status, error.Tier));
            Assert.Contains("make room", error.Message, StringComparison.Ordinal);
        }

        var small = new GraphBuilder("small").Input("x", ElementType.Float32, 4).Node("Relu", ["x"], ["y"]).Output("y", ElementType.Float32, 4).Build();
        var reply = await lab.Deploy(small, Deployment.Mobile).InferAsync(new Dictionary<string, Tensor> { ["x"] = Tensor.Of([-1f, 2, -3, 4], 4) }, cancel: cancel);
        Assert.Equal([0, 2, 0, 4], reply.Outputs["y"].ToDoubles());
    }

    [Fact]
    public async Task AFullDiskUnderTheLab_IsItsError_AndTheLabGoesOn()
    {
        if (!_isMounted) Assert.Skip("mounting a small disk is not permitted here");
        var before = Environment.GetEnvironmentVariable("TMPDIR");
        Environment.SetEnvironmentVariable("TMPDIR", _scratch.Folder);
        try
        {
            using var lab = await Lab.StartAsync(TierProfile.Unlimited, cancel: TestContext.Current.CancellationToken);
            var model = OnnxModel.Load(Path.Combine(Edgenb.Root, "models/resnet_mini.onnx"));
            for (var attempt = 0; attempt < 2; attempt++) Assert.Throws<ModelWriteException>(() => lab.Deploy(model, Deployment.Mobile));
        }
        finally
        {
            Environment.SetEnvironmentVariable("TMPDIR", before);
        }
    }

    public void Dispose()
    {
        if (_isMounted) Run("umount", _scratch.Folder);
        _scratch.Dispose();
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
