namespace EdgeNotebooks.Imaging;

/// <summary>What to do with the EXIF note that a camera was held turned.</summary>
public enum PictureOrientation
{
    /// <summary>
    /// Pixels as they are stored; the note is not read. The study does so: Pillow's <c>Image.open</c> turns nothing, and its networks
    /// were measured on such input.
    /// </summary>
    AsStored,

    /// <summary>Pixels turned and mirrored as the note says, so that a person sees the picture upright (Pillow's <c>ImageOps.exif_transpose</c>).</summary>
    Upright,
}
