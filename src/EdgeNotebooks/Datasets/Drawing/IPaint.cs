namespace EdgeNotebooks.Datasets.Drawing;

/// <summary>A colour for each point. Implemented by structs, so that the canvas' loops are compiled for each of them.</summary>
internal interface IPaint
{
    /// <summary>The colour at a point, in pixels of the picture.</summary>
    Rgb At(float x, float y);
}
