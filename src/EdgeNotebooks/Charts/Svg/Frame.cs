namespace EdgeNotebooks.Charts.Svg;

/// <summary>The rectangle that a panel draws in, in SVG user units; y grows downwards.</summary>
internal readonly record struct Frame(double X, double Y, double Width, double Height);
