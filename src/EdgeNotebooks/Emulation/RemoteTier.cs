using System.Text.Json;
using EdgeNotebooks.Tiers;
using EdgeNotebooks.Transport;
using EdgeNotebooks.Transport.Shaping;

namespace EdgeNotebooks.Emulation;

/// <summary>A tier that somebody has started elsewhere with <c>edgenb tier serve</c>. It takes no orders: its link stays as it is.</summary>
internal sealed class RemoteTier : ILabTier
{
    private RemoteTier(Uri url, TierDescription description)
    {
        (Tier, Link, AcceptsModels) = (description.Tier, description.Link, description.AcceptsModels);
        Status = new TierStatus
        {
            Url = url,
            ServerProcess = 0,
            IsRunning = true,
            CpuMechanism = description.CpuMechanism,
            MemoryMechanism = description.MemoryMechanism,
        };
    }

    /// <inheritdoc/>
    public Tier Tier { get; }

    /// <inheritdoc/>
    public TierStatus Status { get; }

    /// <inheritdoc/>
    public int? Id => null;

    /// <inheritdoc/>
    public TierGauges? Gauges => null;

    /// <summary>The link into it.</summary>
    public LinkSettings Link { get; }

    /// <summary>Whether it takes models.</summary>
    public bool AcceptsModels { get; }

    /// <summary>Asks a tier who it is.</summary>
    /// <exception cref="TierFailedException">Nobody answers there, or not a tier of that name.</exception>
    public static async Task<RemoteTier> FindAsync(TierClient client, string name, Uri url, CancellationToken cancel)
    {
        try
        {
            using var answer = await client.AskAsync(HttpMethod.Get, url, "v2/edgenb/status", json: null, cancel).ConfigureAwait(false);
            if (!answer.IsSuccess) throw TierErrors.Of(answer, name, "none, its status");
            var description = JsonSerializer.Deserialize<TierDescription>(answer.Body.Span) ?? throw new JsonException("it is null");
            return description.Tier.Name == name
                ? new RemoteTier(url, description)
                : throw new TierFailedException(name, $"at {url} answers tier '{description.Tier.Name}', expected was '{name}'; check the addresses");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException)
        {
            throw new TierFailedException(name, $"tier '{name}' does not answer at {url}: {e.Message}{(e.InnerException is { } inner ? $" ({inner.Message})" : "")}; is 'edgenb tier serve' running there, and its certificate trusted (LabSettings.TrustedCertificate)?", e);
        }
    }

    /// <inheritdoc/>
    public Task<bool> AskAsync(TierOrder order, CancellationToken cancel = default) => Task.FromResult(false);

    /// <summary>Leaves the tier running: others may use it.</summary>
    public void Dispose()
    {
    }
}
