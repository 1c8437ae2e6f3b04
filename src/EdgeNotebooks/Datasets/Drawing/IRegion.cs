namespace EdgeNotebooks.Datasets.Drawing;

/// <summary>An area with a soft edge. Implemented by structs, so that the canvas' loops are compiled for each of them.</summary>
internal interface IRegion
{
    /// <summary>Distance in pixels to the edge, negative inside; near the edge it must be close to the true distance.</summary>
    float Distance(float x, float y);
}
