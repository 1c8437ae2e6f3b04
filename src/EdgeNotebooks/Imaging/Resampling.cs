namespace EdgeNotebooks.Imaging;

/// <summary>How a picture gets another size.</summary>
public enum Resampling
{
    /// <summary>
    /// Triangle filter whose support grows with the reduction, so that every source pixel counts: equals Pillow's <c>BILINEAR</c>
    /// (and torchvision's <c>Resize</c> of a Pillow picture), bit for bit.
    /// </summary>
    Bilinear,

    /// <summary>
    /// The four nearest source pixels whatever the reduction, so that shrinking can alias: OpenCV's <c>INTER_LINEAR</c> for 8-bit
    /// pictures. The study's <c>duc</c> is served so.
    /// </summary>
    BilinearFourPixels,

    /// <summary>The source pixel under the target pixel's centre: Pillow's <c>NEAREST</c>.</summary>
    Nearest,
}
