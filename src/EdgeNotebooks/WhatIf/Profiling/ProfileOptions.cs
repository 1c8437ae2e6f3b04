using EdgeNotebooks.Emulation;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Operators.Quantization;
using EdgeNotebooks.Tiers;

namespace EdgeNotebooks.WhatIf.Profiling;

/// <summary>How a model is profiled.</summary>
public sealed record ProfileOptions
{
    /// <summary>Cuts whose parts are timed, 1 or more; default 12. The others are interpolated.</summary>
    public int Anchors { get; init; } = 12;

    /// <summary>Timed requests for each part, tier and session mode, at least 2; default 6. Encodings alternate.</summary>
    public int Runs { get; init; } = 6;

    /// <summary>How often the tiers are started anew, at least 1; default 5. Timings of one start agree better than those of two, and a recommendation is as sure as starts differ little.</summary>
    public int Restarts { get; init; } = 5;

    /// <summary>Session modes, <c>warm</c> or <c>cold</c> or both; default warm.</summary>
    public IReadOnlyList<string> Sessions { get; init; } = ["warm"];

    /// <summary>The tiers' limits; default the study's ratios on this machine.</summary>
    public TierProfile Tiers { get; init; } = TierProfile.Scaled;

    /// <summary>How the tiers are run: threads, mechanism of the limits.</summary>
    public LabSettings Lab { get; init; } = new();

    /// <summary>
    /// Times of mobile, edge and cloud over those of this machine without limits, where one machine is to stand for all; null (default)
    /// to measure each tier.
    /// </summary>
    public (double Mobile, double Edge, double Cloud)? Scale { get; init; }

    /// <summary>The subject whose pictures, accuracy and calibration are used; null for a model of your own, which is sent random tensors.</summary>
    public string? Subject { get; init; }

    /// <summary>What int8 is calibrated with; null for the subject's pictures, else 16 random tensors.</summary>
    public CalibrationData? Calibration { get; init; }

    /// <summary>Whether the model is quantized and profiled in int8 as well; default true.</summary>
    public bool Int8 { get; init; } = true;

    /// <summary>Held-out pictures that accuracy is measured on where a subject's data set is drawn; default 500, 0 for none.</summary>
    public int AccuracySamples { get; init; } = 500;

    /// <summary>Shapes of inputs with open axes.</summary>
    public IReadOnlyDictionary<string, TensorShape>? InputShapes { get; init; }

    internal ProfileOptions Checked()
    {
        AtLeast(Anchors, 1, "anchors");
        AtLeast(Runs, 2, "runs");
        AtLeast(Restarts, 1, "restarts");
        AtLeast(AccuracySamples, 0, "accuracy samples");
        if (Sessions.Count == 0 || Sessions.FirstOrDefault(session => session is not ("warm" or "cold")) is not null)
            throw new ArgumentException($"sessions are '{string.Join(", ", Sessions)}'; there are warm and cold");
        if (Scale is { } scale && !(scale.Mobile > 0 && scale.Edge > 0 && scale.Cloud > 0))
            throw new ArgumentException(FormattableString.Invariant($"the tiers' scale is {scale.Mobile}, {scale.Edge}, {scale.Cloud}; give three factors over 0"));
        return this;
    }

    private static void AtLeast(int value, int least, string what)
    {
        if (value < least) throw new ArgumentException(FormattableString.Invariant($"{what}: {value} is too few; at least {least} are needed"));
    }
}
