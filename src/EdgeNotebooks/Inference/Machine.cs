using System.Runtime.InteropServices;
using EdgeNotebooks.Display;
using Microsoft.ML.OnnxRuntime;

namespace EdgeNotebooks.Inference;

/// <summary>What a measurement was made on.</summary>
/// <param name="Processor">The processor's name, or its architecture where the system does not tell.</param>
/// <param name="Cores">Logical processors that this process may use.</param>
/// <param name="System">Operating system with version.</param>
/// <param name="Runtime">.NET with version.</param>
/// <param name="OnnxRuntime">Version of ONNX Runtime.</param>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed record Machine(string Processor, int Cores, string System, string Runtime, string OnnxRuntime) : IDisplay
{
    private const string CpuInfo = "/proc/cpuinfo";

    /// <summary>The machine that this runs on.</summary>
    public static Machine Here { get; } = new(ProcessorName() ?? RuntimeInformation.ProcessArchitecture.ToString(), Environment.ProcessorCount,
        RuntimeInformation.OSDescription, RuntimeInformation.FrameworkDescription, OrtEnv.Instance().GetVersionString());

    /// <inheritdoc/>
    public string Render(string mimeType) => HtmlText.Card("measured on",
    [
        ("processor", $"{Processor}, {Cores} cores"), ("system", System), ("runtime", $"{Runtime}, ONNX Runtime {OnnxRuntime} (CPU)"),
    ]);

    /// <summary>All of it in one line.</summary>
    public override string ToString() => $"{Processor}, {Cores} cores, {System}, {Runtime}, ONNX Runtime {OnnxRuntime} (CPU)";

    private static string? ProcessorName() => !File.Exists(CpuInfo) ? null
        : File.ReadLines(CpuInfo).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim();
}
