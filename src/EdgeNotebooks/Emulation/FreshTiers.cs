using System.Diagnostics;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Tiers;

namespace EdgeNotebooks.Emulation;

/// <summary>
/// Processes that have just started compile what they run at its first call: without some requests of each kind on each tier whatever is
/// measured first after a start is slower than the rest, and starts differ by what that is.
/// </summary>
internal static class FreshTiers
{
    private const int Requests = 20;
    private const double Seconds = 1;

    /// <summary>
    /// Sends requests of each kind to the whole model on each tier in turn, a second of each at most, frees it there again, and waits until
    /// the tiers have nothing left to do.
    /// </summary>
    /// <param name="lab">Just started; its links are set to unlimited where it is of this machine.</param>
    /// <param name="whole">The model.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="requests">The kinds: what is measured afterwards is one of them.</param>
    /// <param name="send">Sends one request.</param>
    /// <param name="cancel">Stops sending.</param>
    /// <exception cref="TierFailedException">A tier failed.</exception>
    public static async Task SettleAsync(
        Lab lab, OnnxModel whole, string name, IEnumerable<RequestSettings> requests, Func<DeployedModel, RequestSettings, Task> send, CancellationToken cancel)
    {
        if (!lab.IsRemote) await lab.SetLinksAsync(Links.Unlimited, cancel).ConfigureAwait(false);
        foreach (var deployment in Deployment.All.Where(deployment => deployment.Tiers.Count == 1 && lab.Tiers.Any(tier => tier.Tier.Name == deployment.Tiers[0])))
        {
            var deployed = lab.Deploy([whole], deployment, name);
            foreach (var request in requests)
            {
                var begin = Stopwatch.GetTimestamp();
                for (var i = 0; i < Requests && Stopwatch.GetElapsedTime(begin).TotalSeconds < Seconds; i++) await send(deployed, request).ConfigureAwait(false);
            }

            await deployed.UnloadAsync(cancel).ConfigureAwait(false);
        }

        foreach (var tier in lab.Tiers) await new TierProbes(lab, cancel).QuietAsync(tier).ConfigureAwait(false);
    }
}
