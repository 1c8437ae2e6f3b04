namespace EdgeNotebooks.Operators.Quantization.Explaining;

/// <summary>A block of nodes that was left float to see whether the whole model becomes faster.</summary>
/// <param name="Block">What the nodes have in common.</param>
/// <param name="Nodes">How many they are.</param>
/// <param name="Gain">Seconds of the whole model before, over seconds with the block float; above 1 float is faster.</param>
/// <param name="StaysFloat">Whether it was left float.</param>
public sealed record SpeedTrial(string Block, int Nodes, double Gain, bool StaysFloat);
