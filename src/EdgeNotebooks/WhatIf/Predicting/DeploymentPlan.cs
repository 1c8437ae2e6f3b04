using EdgeNotebooks.Tiers;
using EdgeNotebooks.Transport.Messages;

namespace EdgeNotebooks.WhatIf.Predicting;

/// <summary>One way to deploy a profiled model, by its places in the profile.</summary>
/// <param name="Model">Index of the precision.</param>
/// <param name="Exit">Index of the exit; null for none.</param>
/// <param name="Cuts">Indices of the cuts, one less than the deployment has tiers.</param>
/// <param name="Deployment">Which tiers compute.</param>
/// <param name="Encoding">How messages are written.</param>
internal sealed record DeploymentPlan(int Model, int? Exit, IReadOnlyList<int> Cuts, Deployment Deployment, WireEncoding Encoding);
