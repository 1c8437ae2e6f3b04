namespace EdgeNotebooks.WhatIf;

/// <summary>What the latency model knows of one configuration.</summary>
/// <param name="ComputeSeconds">Everything that is not waiting for a link: model load, inference, pre- and postprocessing, JSON; at the study's CPU speeds.</param>
/// <param name="PictureMbit">The request as it crosses a link, 10^6 bits: base64 (4/3 of the picture), JSON and headers.</param>
/// <param name="SeamMbit">The same for what crosses between two parts; 0 for a whole model.</param>
/// <param name="BurstSeconds">Seconds of the rate that pass freely after a pause, with paper-burst links.</param>
public readonly record struct LatencyParameters(double ComputeSeconds, double PictureMbit, double SeamMbit, double BurstSeconds)
{
    /// <summary>Bytes of the picture behind <see cref="PictureMbit"/> when all of it is base64.</summary>
    public double PictureBytes => PictureMbit * 1e6 / 8 * 3 / 4;

    /// <summary>Bytes of the tensors behind <see cref="SeamMbit"/> when all of it is base64.</summary>
    public double SeamBytes => SeamMbit * 1e6 / 8 * 3 / 4;
}
