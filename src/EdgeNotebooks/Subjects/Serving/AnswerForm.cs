namespace EdgeNotebooks.Subjects.Serving;

/// <summary>How a model's output becomes an answer.</summary>
public enum AnswerForm
{
    /// <summary>Scores [1, classes]: the name of the most likely class.</summary>
    Label,

    /// <summary>Scores [1, classes, height, width]: the most likely class of each pixel, resized to the picture where sizes differ.</summary>
    Pixels,

    /// <summary>Scores [1, classes, 16 * cells] of dense upsampling convolution: re-arranged, resized to the picture, then as <see cref="Pixels"/>.</summary>
    SubPixels,
}
