using System.Text.Json;
using EdgeNotebooks.Transport;
using EdgeNotebooks.Transport.Messages;

namespace EdgeNotebooks.Serving;

/// <summary>What is to run where: the next model, and those after it.</summary>
/// <param name="Model">The next model.</param>
/// <param name="Tier">Where it runs.</param>
/// <param name="Then">Models and tiers after it.</param>
internal sealed record Route(string Model, string Tier, IReadOnlyList<(string Model, string Tier)> Then)
{
    private const int MostParts = 64;

    /// <summary>Whether a part has run before, so that what travels are its outputs.</summary>
    public bool IsSeam { get; private init; }

    /// <summary>For the next part and those after it, what of its inputs travels on; what the list lacks passes nothing.</summary>
    private IReadOnlyList<IReadOnlyList<string>> Passing { get; init; } = [];

    /// <summary>Inputs of the next part that travel on beside its outputs.</summary>
    public IReadOnlyList<string> Passed => Passing.Count == 0 ? [] : Passing[0];

    /// <summary>The parts after the next one; null if it is the last.</summary>
    public Route? Rest => Then.Count == 0 ? null : new(Then[0].Model, Then[0].Tier, [.. Then.Skip(1)]) { IsSeam = true, Passing = [.. Passing.Skip(1)] };

    /// <summary>The route of a request.</summary>
    /// <exception cref="InvalidMessageException">It does not say what to run where.</exception>
    public static Route Of(string model, InferMessage request, string here)
    {
        var parts = (request.Text(RouteParameters.Then) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length > MostParts) throw new InvalidMessageException($"parameter '{RouteParameters.Then}' names {parts.Length} parts, at most {MostParts}");
        return new Route(model, request.Text(RouteParameters.Tier) ?? here, [.. parts.Select(Parse)])
        {
            IsSeam = request.Parameters.TryGetValue(RouteParameters.IsSeam, out var seam) && seam is true,
            Passing = Lists(request.Text(RouteParameters.Pass)),
        };
    }

    /// <summary>The parameters that say this to the next tier.</summary>
    public IReadOnlyDictionary<string, object> AddTo(IReadOnlyDictionary<string, object> parameters)
    {
        var all = new Dictionary<string, object>(parameters) { [RouteParameters.Tier] = Tier };
        if (IsSeam) all[RouteParameters.IsSeam] = true;
        if (Then.Count == 0) all.Remove(RouteParameters.Then);
        else all[RouteParameters.Then] = string.Join(',', Then.Select(part => $"{part.Model}@{part.Tier}"));
        if (Passing.All(names => names.Count == 0)) all.Remove(RouteParameters.Pass);
        else all[RouteParameters.Pass] = JsonSerializer.Serialize(Passing);
        return all;
    }

    private static IReadOnlyList<IReadOnlyList<string>> Lists(string? json)
    {
        if (json is null) return [];
        try
        {
            if (JsonSerializer.Deserialize<string[][]>(json) is { Length: <= MostParts + 1 } lists && lists.All(names => names is not null && names.All(name => name is not null))) return lists;
        }
        catch (JsonException)
        {
            // Told below, as what is JSON but no such list is.
        }

        throw new InvalidMessageException($"parameter '{RouteParameters.Pass}' holds '{(json.Length <= 100 ? json : json[..100])}'; write [[\"TENSOR\"],[]], one list for each part");
    }

    private static (string Model, string Tier) Parse(string part) => part.Split('@') is [{ Length: > 0 } model, { Length: > 0 } tier]
        ? (model, tier)
        : throw new InvalidMessageException($"parameter '{RouteParameters.Then}' holds '{(part.Length <= 100 ? part : part[..100])}'; write MODEL@TIER,MODEL@TIER");
}
