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

    /// <summary>The parts after the next one; null if it is the last.</summary>
    public Route? Rest => Then.Count == 0 ? null : new(Then[0].Model, Then[0].Tier, [.. Then.Skip(1)]) { IsSeam = true };

    /// <summary>The route of a request.</summary>
    /// <exception cref="InvalidMessageException">It does not say what to run where.</exception>
    public static Route Of(string model, InferMessage request, string here)
    {
        var parts = (request.Text(RouteParameters.Then) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length > MostParts) throw new InvalidMessageException($"parameter '{RouteParameters.Then}' names {parts.Length} parts, at most {MostParts}");
        return new Route(model, request.Text(RouteParameters.Tier) ?? here, [.. parts.Select(Parse)])
        {
            IsSeam = request.Parameters.TryGetValue(RouteParameters.IsSeam, out var seam) && seam is true,
        };
    }

    /// <summary>The parameters that say this to the next tier.</summary>
    public IReadOnlyDictionary<string, object> AddTo(IReadOnlyDictionary<string, object> parameters)
    {
        var all = new Dictionary<string, object>(parameters) { [RouteParameters.Tier] = Tier };
        if (IsSeam) all[RouteParameters.IsSeam] = true;
        if (Then.Count == 0) all.Remove(RouteParameters.Then);
        else all[RouteParameters.Then] = string.Join(',', Then.Select(part => $"{part.Model}@{part.Tier}"));
        return all;
    }

    private static (string Model, string Tier) Parse(string part) => part.Split('@') is [{ Length: > 0 } model, { Length: > 0 } tier]
        ? (model, tier)
        : throw new InvalidMessageException($"parameter '{RouteParameters.Then}' holds '{(part.Length <= 100 ? part : part[..100])}'; write MODEL@TIER,MODEL@TIER");
}
