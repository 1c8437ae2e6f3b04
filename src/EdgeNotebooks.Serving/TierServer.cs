using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using EdgeNotebooks.Emulation;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Tiers.Limits;
using EdgeNotebooks.Transport;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeNotebooks.Serving;

/// <summary>The server of a tier, behind the link process.</summary>
internal static class TierServer
{
    private const int MinThreads = 4;

    /// <summary>
    /// What a large reply leaves for its link while the kernel's quota holds the server back; the system gives less where that is its limit.
    /// A named socket asks for more only when three quarters of it have gone.
    /// </summary>
    private const int SendBufferBytes = 1 << 20;

    /// <summary>Serves until told to stop.</summary>
    /// <param name="orders">What to serve.</param>
    /// <param name="ready">Told where once it listens.</param>
    /// <param name="stop">Ends it.</param>
    public static async Task RunAsync(WorkerOrders orders, Action<WorkerAddress> ready, CancellationToken stop)
    {
        using var models = new ModelStore(orders.Models, orders.AcceptsModels ? new ModelUploads(orders.MaxRequestBytes) : null, new SessionSettings { Threads = orders.Threads });
        using var trusted = orders.Certificate is { } path ? Load(path, orders.CertificatePassword) : null;
        using var next = orders.Trust is { } other ? X509CertificateLoader.LoadCertificateFromFile(other) : null;
        using var client = new TierClient(orders.Token, [.. ((X509Certificate2?[])[trusted, next]).OfType<X509Certificate2>()]);
        var pacer = new CpuPacer(orders.Cpus);
        using var infer = new InferHandler(orders, models, client, pacer);
        var endpoints = new Endpoints(orders, models, infer, pacer);
        // Inference and pacing hold a thread of the pool each; reading from connections must go on meanwhile.
        ThreadPool.SetMinThreads(MinThreads, MinThreads);
        var address = WorkerAddress.New();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, address.EndPoint, orders, trusted));
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>, BlockPool>();
        await using var app = builder.Build();
        app.Run(endpoints.HandleAsync);
        await app.StartAsync(stop).ConfigureAwait(false);
        ready(address.IsNamed ? address : WorkerAddress.Parse(new Uri(app.Urls.First()).Port.ToString(CultureInfo.InvariantCulture))!);
        await Task.Delay(Timeout.Infinite, stop).ContinueWith(_ => { }, TaskScheduler.Default).ConfigureAwait(false);
        // A request in the middle of its work is not waited for: who stops a tier wants it stopped.
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await app.StopAsync(now.Token).ConfigureAwait(false);
    }

    private static void Configure(KestrelServerOptions kestrel, EndPoint address, WorkerOrders orders, X509Certificate2? certificate)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = orders.MaxRequestBytes;
        kestrel.Limits.MaxConcurrentConnections = 256;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        // A link of 0.01 Mbit/s that several requests share is slow but alive; less than this for so long is not.
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 100, gracePeriod: TimeSpan.FromSeconds(20));
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Listen(address, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(next => connection =>
            {
                if (connection.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket) socket.SendBufferSize = SendBufferBytes;
                return next(connection);
            });
            if (certificate is not null) listen.UseHttps(certificate);
        });
    }

    private static X509Certificate2 Load(string path, string? password) => path.EndsWith(".pem", StringComparison.OrdinalIgnoreCase)
        ? X509Certificate2.CreateFromPemFile(path, path)
        : X509CertificateLoader.LoadPkcs12FromFile(path, password);
}
