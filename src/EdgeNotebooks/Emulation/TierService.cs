using System.Text.Json;
using EdgeNotebooks.Transport.Shaping;

namespace EdgeNotebooks.Emulation;

/// <summary>The link process of <c>edgenb tier serve</c>: runs a tier until it is told to stop, and takes orders from a lab.</summary>
internal static class TierService
{
    private static readonly TimeSpan s_lastReplies = TimeSpan.FromSeconds(3);

    /// <summary>Runs a tier.</summary>
    /// <param name="settings">What to serve, checked.</param>
    /// <param name="isControlled">Whether a lab sends orders on standard input; its end stops the tier.</param>
    /// <param name="cancel">Stops the tier.</param>
    /// <returns>0 when told to stop; 1 when the server ended by itself.</returns>
    public static async Task<int> RunAsync(TierServeSettings settings, bool isControlled, CancellationToken cancel)
    {
        TierSupervisor supervisor;
        try
        {
            supervisor = TierSupervisor.Start(settings, isControlled ? Path.Combine(settings.Models, $"{settings.Tier.Name}.gauges") : null);
        }
        catch (System.Net.Sockets.SocketException e)
        {
            throw new IOException($"tier '{settings.Tier.Name}' cannot listen at {settings.Listen}: {e.Message}; choose another port, or 0 for any", e);
        }

        using (supervisor)
        {
            if (isControlled)
            {
                Say(supervisor.Status);
                while (await Console.In.ReadLineAsync(cancel).ConfigureAwait(false) is { } line) Obey(supervisor, JsonSerializer.Deserialize<TierOrder>(line)!);
                return 0;
            }

            Console.WriteLine($"{settings.Tier.Name} {supervisor.Url}");
            await Task.WhenAny(supervisor.Ended, Task.Delay(Timeout.Infinite, cancel)).ConfigureAwait(false);
            cancel.ThrowIfCancellationRequested();
            // The link stays for those who were waiting for a reply: it tells them why there is none.
            await Task.Delay(s_lastReplies, cancel).ConfigureAwait(false);
            throw new Tiers.TierFailedException(settings.Tier.Name, supervisor.Epitaph);
        }
    }

    private static void Obey(TierSupervisor supervisor, TierOrder order)
    {
        if (order.Link is { } link) supervisor.Link.Up.Settings = supervisor.Link.Down.Settings = link;
        if (order.Drain)
        {
            supervisor.Link.Up.Drain();
            supervisor.Link.Down.Drain();
        }

        Say(supervisor.Status);
    }

    private static void Say(TierStatus status) => Console.WriteLine(JsonSerializer.Serialize(status));
}

/// <summary>What a lab tells a tier's link process, one line of JSON; the answer is a <see cref="TierStatus"/>.</summary>
internal sealed record TierOrder
{
    /// <summary>The link from now on.</summary>
    public LinkSettings? Link { get; init; }

    /// <summary>Whether the buckets are to be emptied.</summary>
    public bool Drain { get; init; }
}
