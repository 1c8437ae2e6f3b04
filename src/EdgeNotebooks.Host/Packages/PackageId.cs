namespace EdgeNotebooks.Host.Packages;

/// <summary>A package as a cell asks for it: <c>#r "nuget: NAME, VERSION"</c>.</summary>
/// <param name="Name">Its name; case does not matter.</param>
/// <param name="Version">A version, a range in NuGet's notation, or <c>*</c> for the newest that is stable.</param>
internal sealed record PackageId(string Name, string Version)
{
    public static PackageId Parse(string text)
    {
        var parts = text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(',', 2, StringSplitOptions.TrimEntries);
        return new(parts[0], parts.ElementAtOrDefault(1) is { Length: > 0 } version ? version : "*");
    }

    /// <summary>Whether name and version are made of what NuGet allows; they become part of a file for the SDK.</summary>
    public bool IsValid => Name.Length is > 0 and <= 100 && Name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-')
        && Version.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '+' or '*' or '[' or ']' or '(' or ')' or ',' or ' ');

    public override string ToString() => Version == "*" ? Name : $"{Name} {Version}";
}
