namespace EdgeNotebooks.Host.Running;

/// <summary>A code cell has begun or ended.</summary>
/// <param name="Cell">Number of the code cell, from 1.</param>
/// <param name="Cells">How many code cells there are.</param>
/// <param name="Elapsed">Time since the cell began; null when it begins now.</param>
/// <param name="Notebook">The notebook as far as it has run.</param>
public sealed record RunProgress(int Cell, int Cells, TimeSpan? Elapsed, Documents.Notebook Notebook);
