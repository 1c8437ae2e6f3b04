namespace EdgeNotebooks.WhatIf.Profiling;

/// <summary>What one tier needs around the model where pictures are sent.</summary>
/// <param name="Tier">The tier.</param>
/// <param name="PreprocessSeconds">Decoding and preprocessing, request by request.</param>
/// <param name="PostprocessSeconds">Making the answer.</param>
public sealed record PictureCost(string Tier, IReadOnlyList<double> PreprocessSeconds, IReadOnlyList<double> PostprocessSeconds);
