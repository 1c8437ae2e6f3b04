using System.Text.Json.Nodes;

namespace EdgeNotebooks.Cli.Tests.Kernel;

public sealed class KernelInstallTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void TheKernel_IsInstalled_Listed_AndRemoved()
    {
        var installed = Run("install", "--prefix", "env", "--json");
        Assert.Equal(0, installed.Status);
        var folder = _scratch.Path("env/share/jupyter/kernels/edgenotebooks");
        Assert.Equal(folder, JsonNode.Parse(installed.Output)!["folder"]!.ToString());
        var spec = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "kernel.json")))!;
        Assert.Equal(("C# (EdgeNotebooks)", "C#", "message"), (spec["display_name"]!.ToString(), spec["language"]!.ToString(), spec["interrupt_mode"]!.ToString()));
        Assert.Equal([Edgenb.Path, "kernel", "start", "{connection_file}"], spec["argv"]!.AsArray().Select(argument => argument!.ToString()));
        Assert.True(File.Exists(Path.Combine(folder, "logo-64x64.png")) && File.Exists(Path.Combine(folder, "logo-svg.svg")));
        Assert.Equal(0, Run("install", "--prefix", "env", "--as", ".net-csharp").Status);
        Assert.Equal([".net-csharp", "edgenotebooks"], Names());
        Assert.Equal(0, Run("uninstall", "--prefix", "env").Status);
        Assert.Equal([".net-csharp"], Names());
        Assert.False(Directory.Exists(folder));

        IEnumerable<string> Names() => JsonNode.Parse(Run("list", "--prefix", "env", "--json").Output)!.AsArray().Select(one => one!["name"]!.ToString());
    }

    /// <summary>By jupyter_core's rules: the user's data folder, and the active Python environment.</summary>
    [Fact]
    public void User_AndTheActiveEnvironment_ArePlacesToo()
    {
        var before = new[] { "JUPYTER_DATA_DIR", "VIRTUAL_ENV", "JUPYTER_PATH" }.ToDictionary(name => name, Environment.GetEnvironmentVariable);
        try
        {
            Environment.SetEnvironmentVariable("JUPYTER_DATA_DIR", _scratch.Path("user"));
            Environment.SetEnvironmentVariable("VIRTUAL_ENV", _scratch.Path("venv"));
            Environment.SetEnvironmentVariable("JUPYTER_PATH", null);
            Assert.Equal(0, Run("install").Status);
            Assert.Equal(0, Run("install", "--sys-prefix").Status);
            string[] folders = [.. JsonNode.Parse(Run("list", "--json").Output)!.AsArray().Select(one => one!["folder"]!.ToString())];
            Assert.Equal([_scratch.Path("user/kernels/edgenotebooks"), _scratch.Path("venv/share/jupyter/kernels/edgenotebooks")], folders[..2]);
            Assert.Equal(0, Run("uninstall", "--user").Status);
            Assert.False(Directory.Exists(folders[0]));
        }
        finally
        {
            foreach (var (name, value) in before) Environment.SetEnvironmentVariable(name, value);
        }
    }

    [Fact]
    public void SomebodyElsesKernel_IsLeftAlone()
    {
        _scratch.File("env/share/jupyter/kernels/.net-csharp/kernel.json", """{"argv":["dotnet"],"display_name":".NET","language":"C#"}""");
        Refused("belongs to another kernel", "install", "--prefix", "env", "--as", ".net-csharp");
        Refused("no kernel '.net-csharp' of this project", "uninstall", "--prefix", "env", "--as", ".net-csharp");
        Refused("cannot be a kernel's name", "install", "--prefix", "env", "--as", "../evil");
        Refused("exclude each other", "install", "--prefix", "env", "--user");
    }

    private void Refused(string says, params string[] arguments)
    {
        var outcome = Run(arguments);
        Assert.Equal(2, outcome.Status);
        Assert.Contains(says, Assert.Single(outcome.Errors));
    }

    private Outcome Run(params string[] arguments) => Edgenb.Run(_scratch.Folder, ["kernel", .. arguments]);
}
