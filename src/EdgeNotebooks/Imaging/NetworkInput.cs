namespace EdgeNotebooks.Imaging;

/// <summary>One picture as a network takes it.</summary>
/// <param name="Values">float32, row-major in the order of <paramref name="Shape"/>.</param>
/// <param name="Shape">[1, 3, H, W], or [1, H, W, 3] where channels come last.</param>
public sealed record NetworkInput(float[] Values, int[] Shape)
{
    /// <summary>The shape, such as <c>float32 [1, 3, 224, 224]</c>.</summary>
    public override string ToString() => $"float32 [{string.Join(", ", Shape)}]";
}
