using System.Net;
using System.Net.Sockets;
using EdgeNotebooks.Emulation;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Tiers;
using EdgeNotebooks.Tiers.Limits;
using EdgeNotebooks.Transport.Messages;

namespace EdgeNotebooks.Benchmarks;

/// <summary>100 MB of seam from one tier to the next, against the same bytes copied through a socket of this machine. The best of several.</summary>
internal static class SeamBenchmark
{
    private const int Elements = 25_000_000;
    private const int Rounds = 21;

    public static IEnumerable<Measured> Run()
    {
        var first = new GraphBuilder("first").Input("x", ElementType.Float32, 1).Initializer("shape", new long[] { Elements }, 1).Node("Expand", ["x", "shape"], ["seam"]).Output("seam", ElementType.Float32, Elements).Build();
        var second = new GraphBuilder("second").Input("seam", ElementType.Float32, Elements).Node("ReduceMax", ["seam"], ["y"], ("keepdims", 1)).Output("y", ElementType.Float32, 1).Build();
        using var lab = Lab.StartAsync(TierProfile.Unlimited).GetAwaiter().GetResult();
        var deployed = lab.Deploy([first, second], Deployment.MobileEdge, "seam");
        var input = new Dictionary<string, Tensor> { ["x"] = Tensor.Of([3f], 1) };
        var (copy, binary, paper) = (double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity);
        for (var round = 0; round < Rounds; round++)
        {
            copy = Math.Min(copy, Copy());
            binary = Math.Min(binary, Seam(deployed.InferAsync(input).GetAwaiter().GetResult()));
            if (round < 3) paper = Math.Min(paper, Seam(deployed.InferAsync(input, new RequestSettings { Encoding = WireEncoding.Paper }).GetAwaiter().GetResult()));
        }

        yield return new("seam: a seam of 100 MB in binary, over a raw socket copy", binary / copy, 1.5, "x");
        yield return new("seam: the same in binary, over the paper's encoding", binary / paper, 1, "x");
    }

    /// <summary>Everything between the end of the first part's inference and the beginning of the second's.</summary>
    private static double Seam(TierReply reply) => reply.Breakdown.Steps
        .Where(step => (step.Place, step.Name) is ("mobile", "encode") or ("mobile-edge", "send") or ("edge", "decode")).Sum(step => step.Seconds)
        + reply.Breakdown.Steps.Where(step => (step.Place, step.Name) is ("mobile-edge", "reply")).Sum(step => step.Seconds);

    private static double Copy()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        client.Connect((IPEndPoint)listener.LocalEndpoint);
        using var server = listener.AcceptTcpClient();
        var (sent, received) = (new byte[4 * Elements], new byte[4 * Elements]);
        var start = PreciseClock.Now;
        var writer = new Thread(() => client.GetStream().Write(sent));
        writer.Start();
        server.GetStream().ReadExactly(received);
        writer.Join();
        return PreciseClock.Now - start;
    }
}
