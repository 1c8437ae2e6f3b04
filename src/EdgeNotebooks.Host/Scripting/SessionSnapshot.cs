using Microsoft.CodeAnalysis;

namespace EdgeNotebooks.Host.Scripting;

/// <summary>What the session consists of at a moment.</summary>
/// <param name="Submissions">The code that ran, oldest first.</param>
/// <param name="References">What the next cell may refer to.</param>
/// <param name="Imports">Namespaces and types that every cell uses.</param>
internal sealed record SessionSnapshot(IReadOnlyList<Submission> Submissions, IReadOnlyList<MetadataReference> References, IReadOnlyList<string> Imports);

/// <summary>Code that ran, with its <c>#r</c> lines blanked, and what it could refer to.</summary>
internal sealed record Submission(string Text, IReadOnlyList<MetadataReference> References);
