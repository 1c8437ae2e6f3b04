namespace EdgeNotebooks.Subjects.Architectures;

/// <summary>The numbers of a square convolution; its padding keeps height and width when the stride is 1.</summary>
internal readonly record struct ConvolutionShape(int Inputs, int Outputs, int Kernel, int Stride = 1, int Groups = 1, int Dilation = 1);
