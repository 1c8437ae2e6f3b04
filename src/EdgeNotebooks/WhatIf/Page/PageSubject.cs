namespace EdgeNotebooks.WhatIf.Page;

/// <summary>A subject of the page.</summary>
/// <param name="Name">For example <c>resnet</c>.</param>
/// <param name="AccuracyName">What its accuracy is, for example <c>top1_pct</c>.</param>
/// <param name="Candidates">At least one; among equally fast ones the first counts as the fastest.</param>
public sealed record PageSubject(string Name, string AccuracyName, IReadOnlyList<PageCandidate> Candidates);
