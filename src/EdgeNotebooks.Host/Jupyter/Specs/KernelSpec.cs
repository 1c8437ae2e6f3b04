using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeNotebooks.Host.Documents;

namespace EdgeNotebooks.Host.Jupyter.Specs;

/// <summary>A folder by which Jupyter clients know a kernel: how it is started, its name and its picture.</summary>
/// <param name="Name">The folder's name, by which notebooks refer to it.</param>
/// <param name="Folder">Where it lies.</param>
public sealed record KernelSpec(string Name, string Folder)
{
    /// <summary>The name under which this project's notebooks and users know the kernel.</summary>
    public const string OwnName = "edgenotebooks";

    private const string Mark = "edgenotebooks_version";
    private static readonly string[] s_logos = ["logo-svg.svg", "logo-64x64.png", "logo-32x32.png"];
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The command that starts it.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Whether the program that it starts is still there.</summary>
    public bool IsUsable => Arguments.Count > 0 && (!Path.IsPathRooted(Arguments[0]) || File.Exists(Arguments[0]))
        && (Arguments.Count < 2 || !Arguments[1].EndsWith(".dll", StringComparison.Ordinal) || File.Exists(Arguments[1]));

    /// <summary>Installs a kernelspec; one of the same name that this project installed is replaced.</summary>
    /// <param name="kernels">The folder <c>kernels</c> of a Jupyter data folder.</param>
    /// <param name="name">Letters, digits, <c>-</c>, <c>_</c> and <c>.</c></param>
    /// <param name="program">The command that runs this program, without arguments.</param>
    /// <param name="version">This program's version.</param>
    /// <exception cref="ArgumentException">The name has other characters, or belongs to a kernel of somebody else.</exception>
    public static KernelSpec Install(string kernels, string name, IReadOnlyList<string> program, string version)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_' or '.')) || name.Trim('.').Length == 0)
            throw new ArgumentException($"'{name}' cannot be a kernel's name; it takes letters, digits, '-', '_' and '.'");
        var folder = Path.Combine(kernels, name);
        if (Directory.Exists(folder) && Read(folder) is null)
            throw new ArgumentException($"'{folder}' belongs to another kernel; remove it first ('jupyter kernelspec uninstall {name}'), or choose another name with --as");
        string[] arguments = [.. program, "kernel", "start", "{connection_file}"];
        Directory.CreateDirectory(folder);
        foreach (var logo in s_logos)
        {
            using var source = typeof(KernelSpec).Assembly.GetManifestResourceStream($"EdgeNotebooks.Host.Jupyter.Specs.{logo}")!;
            using var target = File.Create(Path.Combine(folder, logo));
            source.CopyTo(target);
        }

        WholeFile.Write(Path.Combine(folder, "kernel.json"), new JsonObject
        {
            ["argv"] = new JsonArray([.. arguments.Select(argument => JsonValue.Create(argument))]),
            ["display_name"] = name == ".net-csharp" ? ".NET (C#)" : "C# (EdgeNotebooks)",
            ["language"] = "C#",
            ["interrupt_mode"] = "message",
            ["metadata"] = new JsonObject { [Mark] = version },
        }.ToJsonString(s_json) + "\n");
        return new(name, folder) { Arguments = arguments };
    }

    /// <summary>The kernelspecs of this project in a folder <c>kernels</c>; others are left out.</summary>
    public static IEnumerable<KernelSpec> In(string kernels) => Directory.Exists(kernels)
        ? Directory.GetDirectories(kernels).Order(StringComparer.Ordinal).Select(Read).OfType<KernelSpec>()
        : [];

    /// <summary>Removes it.</summary>
    public void Uninstall() => Directory.Delete(Folder, recursive: true);

    private static KernelSpec? Read(string folder)
    {
        try
        {
            var json = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "kernel.json")));
            return json?["metadata"]?[Mark] is null ? null
                : new(Path.GetFileName(folder), folder) { Arguments = [.. json["argv"]!.AsArray().Select(argument => argument!.ToString())] };
        }
        catch (Exception e) when (e is IOException or JsonException or InvalidOperationException or NullReferenceException)
        {
            return null;
        }
    }
}
