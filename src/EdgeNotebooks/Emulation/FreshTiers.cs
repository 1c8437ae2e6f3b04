using System.Diagnostics;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Tiers;

namespace EdgeNotebooks.Emulation;

/// <summary>
/// Processes that have just started compile what they run: without some requests on each tier whatever is measured first after a start is
/// slower than the rest, and starts differ by what that is.
/// </summary>
internal static class FreshTiers
{
    private const int Requests = 30;
    private const double Seconds = 2;

    /// <summary>Sends requests to the whole model on each tier in turn, two seconds at most on each, and frees it there again.</summary>
    /// <param name="lab">Just started; its links are set to unlimited.</param>
    /// <param name="whole">The model.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="send">Sends one request.</param>
    /// <param name="cancel">Stops sending.</param>
    /// <exception cref="TierFailedException">A tier failed.</exception>
    public static async Task SettleAsync(Lab lab, OnnxModel whole, string name, Func<DeployedModel, Task> send, CancellationToken cancel)
    {
        await lab.SetLinksAsync(Links.Unlimited, cancel).ConfigureAwait(false);
        foreach (var deployment in Deployment.All.Where(deployment => deployment.Tiers.Count == 1))
        {
            var deployed = lab.Deploy([whole], deployment, name);
            var begin = Stopwatch.GetTimestamp();
            for (var i = 0; i < Requests && Stopwatch.GetElapsedTime(begin).TotalSeconds < Seconds; i++) await send(deployed).ConfigureAwait(false);
            await deployed.UnloadAsync(cancel).ConfigureAwait(false);
        }
    }
}
