namespace EdgeNotebooks.Imaging;

/// <summary>Values that bytes become.</summary>
public enum ValueRange
{
    /// <summary>Bytes divided by 255.</summary>
    ZeroToOne,

    /// <summary>Bytes as they are.</summary>
    ZeroTo255,
}

/// <summary>Order of the axes of a network's input.</summary>
public enum TensorLayout
{
    /// <summary>Picture, channel, row, column.</summary>
    Nchw,

    /// <summary>Picture, row, column, channel.</summary>
    Nhwc,
}

/// <summary>Order of the colour channels.</summary>
public enum ChannelOrder
{
    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Blue, green, red.</summary>
    Bgr,
}

/// <summary>One number per colour channel, always in the order red, green, blue.</summary>
/// <param name="R">Red.</param>
/// <param name="G">Green.</param>
/// <param name="B">Blue.</param>
public readonly record struct ChannelValues(float R, float G, float B)
{
    /// <summary>By channel: 0 red, 1 green, 2 blue.</summary>
    public float this[int channel] => channel switch { 0 => R, 1 => G, 2 => B, _ => throw new ArgumentOutOfRangeException(nameof(channel)) };
}
