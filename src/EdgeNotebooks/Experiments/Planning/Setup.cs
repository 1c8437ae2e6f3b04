using System.Globalization;

namespace EdgeNotebooks.Experiments.Planning;

/// <summary>One combination of everything that a plan varies.</summary>
/// <param name="Subject">The model.</param>
/// <param name="Operator">What was done to it.</param>
/// <param name="Deployment">Where it runs.</param>
/// <param name="Links">The rates as the plan names them, before they are scaled.</param>
/// <param name="Encoding">How it travels.</param>
/// <param name="Session">Warm or cold.</param>
/// <param name="Shaper">How links hold their rate.</param>
internal sealed record Setup(string Subject, string Operator, string Deployment, PlannedLinks Links, string Encoding, string Session, string Shaper)
{
    /// <summary>For messages and progress.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Subject} {Deployment}:{Operator} at {Links} ({Shaper}, {Encoding}, {Session})");
}
