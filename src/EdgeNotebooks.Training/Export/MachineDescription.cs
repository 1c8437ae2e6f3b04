using System.Runtime.InteropServices;

namespace EdgeNotebooks.Training.Export;

/// <summary>The machine in a few words for the card: no names of hosts or users.</summary>
internal static class MachineDescription
{
    public static string Here() =>
        FormattableString.Invariant($"{Environment.ProcessorCount} cores of {Processor()}, {RuntimeInformation.OSDescription}, CPU only");

    private static string Processor() =>
        OperatingSystem.IsLinux()
        && File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
            ? line[(line.IndexOf(':') + 1)..].Trim()
            : RuntimeInformation.ProcessArchitecture.ToString();
}
