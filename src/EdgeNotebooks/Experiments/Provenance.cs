using System.Globalization;
using System.Reflection;
using System.Text;
using EdgeNotebooks.Inference;

namespace EdgeNotebooks.Experiments;

/// <summary>On what, and with what, something was measured.</summary>
internal static class Provenance
{
    /// <summary>This process and machine, as names and values; what a system does not tell is left out.</summary>
    public static IReadOnlyDictionary<string, string> Here()
    {
        var machine = Machine.Here;
        var version = typeof(Provenance).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
        var facts = new Dictionary<string, string?>
        {
            ["processor"] = machine.Processor,
            ["cores"] = machine.Cores.ToString(CultureInfo.InvariantCulture),
            ["processor_flags"] = Line("/proc/cpuinfo", "flags"),
            ["governor"] = Text("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"),
            ["memory_bytes"] = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes.ToString(CultureInfo.InvariantCulture),
            ["load_average"] = Text("/proc/loadavg"),
            ["system"] = machine.System,
            ["dotnet"] = machine.Runtime,
            ["onnxruntime"] = machine.OnnxRuntime,
            ["library"] = version.Split('+')[0],
            ["commit"] = version.Split('+') is [_, var commit] ? commit : null,
        };
        return facts.Where(fact => !string.IsNullOrWhiteSpace(fact.Value)).ToDictionary(fact => fact.Key, fact => fact.Value!);
    }

    private static string? Text(string file) => File.Exists(file) ? File.ReadAllText(file, Encoding.ASCII).Trim() : null;

    private static string? Line(string file, string name) => !File.Exists(file) ? null
        : File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[^1].Trim();
}
