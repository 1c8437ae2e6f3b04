namespace EdgeNotebooks.Charts;

/// <summary>A box to draw: which configuration, where, and under which name.</summary>
/// <param name="Deployment">Where it was served.</param>
/// <param name="Operator">What was done to the model.</param>
/// <param name="Label">Its name: the place on the axis, or the hue where <paramref name="Place"/> is given.</param>
/// <param name="Place">Place on the axis, where several boxes stand side by side.</param>
/// <param name="Color">Colour as <c>#rrggbb</c>.</param>
internal sealed record BoxPlace(string Deployment, string Operator, string Label, string? Place, string Color);
