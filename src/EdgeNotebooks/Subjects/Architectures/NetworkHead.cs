using System.Text.Json.Serialization;

namespace EdgeNotebooks.Subjects.Architectures;

/// <summary>What a residual network makes of the features of its last stage.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NetworkHead>))]
public enum NetworkHead
{
    /// <summary>Global average and one linear layer: logits per picture.</summary>
    Classifier,

    /// <summary>3x3 and 1x1 convolution, then bilinear resizing to the input's size: logits per pixel.</summary>
    Fcn,

    /// <summary>Dilated convolutions to all classes of 4 x 4 sub-pixels, summed; softmax over the classes.</summary>
    Duc,
}
