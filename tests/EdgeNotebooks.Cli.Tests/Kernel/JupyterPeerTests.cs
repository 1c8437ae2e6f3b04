using System.Text.RegularExpressions;

namespace EdgeNotebooks.Cli.Tests.Kernel;

/// <summary>Jupyter's own programs with this kernel.</summary>
public sealed class JupyterPeerTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void JupytersKernelTests_Pass()
    {
        var outcome = JupyterPeer.Run(_scratch, "jupyter_kernel_test", "kernel_tests.py");
        Assert.True(outcome.Status == 0, outcome.Error);
        // Paging is IPython's alone; everything else is switched on.
        Assert.Equal(("1", "OK"), (Regex.Match(outcome.Error, @"skipped=(\d+)").Groups[1].Value, Regex.Match(outcome.Error, "^OK", RegexOptions.Multiline).Value));
    }
}
