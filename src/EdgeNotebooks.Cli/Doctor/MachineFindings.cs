using System.Globalization;
using System.Runtime.InteropServices;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Tiers;
using Microsoft.ML.OnnxRuntime;

namespace EdgeNotebooks.Cli.Doctor;

/// <summary>Processor, memory, system, accelerator.</summary>
internal static class MachineFindings
{
    private const string Area = "machine";

    public static IEnumerable<Finding> Look()
    {
        var machine = Machine.Here;
        yield return new(Area, "processor", Finding.Ok, string.Create(CultureInfo.InvariantCulture, $"{machine.Processor}, {machine.Cores} cores"));
        var paper = TierProfile.Paper.Tiers.Max(tier => tier.Cpus!.Value);
        yield return machine.Cores >= paper
            ? new(Area, "cores for profile 'paper'", Finding.Ok, string.Create(CultureInfo.InvariantCulture, $"{machine.Cores} of {paper:0}"))
            : new(Area, "cores for profile 'paper'", Finding.Limited, string.Create(CultureInfo.InvariantCulture, $"{machine.Cores} of {paper:0}"), "use the profile 'scaled', which keeps the study's ratios");
        var int8 = Int8Instructions.Here;
        yield return new(Area, "8-bit instructions", int8.Any ? Finding.Ok : Finding.Limited, $"{int8}", int8.Any ? null : int8.Saturates ? "quantize with --reduce-range; int8 is slower here than elsewhere" : "int8 is slower here than elsewhere");
        yield return new(Area, "memory", Finding.Ok, string.Create(CultureInfo.InvariantCulture, $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:0.0} GB"));
        yield return OperatingSystem.IsLinux()
            ? new(Area, "system", Finding.Ok, machine.System)
            : new(Area, "system", Finding.Limited, $"{machine.System}: never tried; memory limits and everything behind pacing exist on Linux only", "run tiers on Linux, or without --memory");
        var accelerated = OrtEnv.Instance().GetAvailableProviders().Contains("CUDAExecutionProvider");
        yield return new(Area, "ONNX Runtime", accelerated ? Finding.Ok : Finding.Limited, $"{machine.OnnxRuntime}, {(accelerated ? "CUDA there, not used" : "processor only")}", "the profile 'paper-ratio' stands for the study's GPU by ratios of compute time");
        yield return new(Area, ".NET", Finding.Ok, RuntimeInformation.FrameworkDescription);
        var sdk = Tools.Output("dotnet", "--list-sdks")?.Split('\n').FirstOrDefault(line => line.StartsWith("10.", StringComparison.Ordinal))?.Split(' ')[0];
        yield return sdk is not null
            ? new(Area, ".NET SDK", Finding.Ok, sdk)
            : new(Area, ".NET SDK", Finding.Missing, "no version 10 on the path", "install the .NET 10 SDK: building, 'edgenb train' and #r \"nuget: ...\" need it");
    }
}
