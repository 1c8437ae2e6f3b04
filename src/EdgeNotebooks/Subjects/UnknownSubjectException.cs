using EdgeNotebooks.Units;

namespace EdgeNotebooks.Subjects;

/// <summary>A name that no subject has.</summary>
/// <param name="name">The name as given.</param>
/// <param name="known">The subjects that there are.</param>
public sealed class UnknownSubjectException(string name, IReadOnlyList<string> known)
    : Exception($"there is no subject '{name}'; closest: '{NearestName.Among(name, known, 1)[0]}' (subjects: {string.Join(", ", known)})")
{
    /// <summary>The name as given.</summary>
    public string Name { get; } = name;

    /// <summary>The subject whose name is closest.</summary>
    public string Nearest { get; } = NearestName.Among(name, known, 1)[0];
}
