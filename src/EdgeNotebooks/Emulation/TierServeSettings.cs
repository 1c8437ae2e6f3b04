using System.Net;
using EdgeNotebooks.Tiers;
using EdgeNotebooks.Tiers.Limits;
using EdgeNotebooks.Transport.Shaping;

namespace EdgeNotebooks.Emulation;

/// <summary>Everything that <c>edgenb tier serve</c> is told.</summary>
internal sealed record TierServeSettings
{
    /// <summary>Name and limits.</summary>
    public required Tier Tier { get; init; }

    /// <summary>Where it is reached; port 0 for any.</summary>
    public required Uri Listen { get; init; }

    /// <summary>The folder that models are served from.</summary>
    public required string Models { get; init; }

    /// <summary>The tier that requests travel on to.</summary>
    public Uri? Next { get; init; }

    /// <summary>The link into this tier.</summary>
    public LinkSettings Link { get; init; } = LinkSettings.Unlimited;

    /// <summary>What callers must show.</summary>
    public string? Token { get; init; }

    /// <summary>Whether an address that others reach may go without token and TLS.</summary>
    public bool Insecure { get; init; }

    /// <summary>A PFX or PEM file for https.</summary>
    public string? Certificate { get; init; }

    /// <summary>Its password.</summary>
    public string? CertificatePassword { get; init; }

    /// <summary>A certificate file of the next tier that no authority signed.</summary>
    public string? Trust { get; init; }

    /// <summary>Whether callers may bring models.</summary>
    public bool AcceptsModels { get; init; }

    /// <summary>The largest request in bytes.</summary>
    public long MaxRequestBytes { get; init; } = 1L << 30;

    /// <summary>What limits processor time: a word of <see cref="CpuLimits.Names"/>.</summary>
    public string Mechanism { get; init; } = "auto";

    /// <summary>Whether sessions use as many threads as the machine has, as the study's do, instead of as many as the limit grants.</summary>
    public bool HostThreads { get; init; }

    /// <summary>Threads of a session.</summary>
    public int Threads => HostThreads || Tier.Cpus is not { } cpus ? Environment.ProcessorCount : Math.Max(1, (int)Math.Ceiling(cpus));

    /// <summary>Whether anybody but this machine reaches it.</summary>
    public bool IsLoopback => Listen.IsLoopback;

    /// <summary>Where to listen.</summary>
    /// <exception cref="ArgumentException">The host is no address and no name of this machine.</exception>
    public IPEndPoint Endpoint()
    {
        if (Listen.Host is "localhost") return new(IPAddress.Loopback, Listen.Port);
        if (Listen.Host is "*" or "+" or "0.0.0.0") return new(IPAddress.Any, Listen.Port);
        if (IPAddress.TryParse(Listen.Host.Trim('[', ']'), out var address)) return new(address, Listen.Port);
        throw new ArgumentException($"--listen '{Listen}' names a host; write the address to listen on, such as http://127.0.0.1:5000 or http://0.0.0.0:5000");
    }

    /// <summary>Rejects what cannot be served, or should not be without a word.</summary>
    /// <exception cref="ArgumentException">A value is out of range, or others could reach the tier unprotected.</exception>
    public TierServeSettings Checked()
    {
        if (Listen.Scheme is not ("http" or "https")) throw new ArgumentException($"--listen '{Listen}' is no http or https address");
        if (Next is { Scheme: not ("http" or "https") }) throw new ArgumentException($"--next '{Next}' is no http or https address");
        if (!Directory.Exists(Models)) throw new DirectoryNotFoundException($"models folder '{Models}' does not exist; make it, or check --models");
        if (Listen.Scheme == "https" && Certificate is null) throw new ArgumentException("--listen https needs --certificate FILE (a .pfx, or a .pem with the key in it)");
        if (Certificate is not null && !File.Exists(Certificate)) throw new FileNotFoundException($"certificate '{Certificate}' does not exist; check --certificate", Certificate);
        if (Trust is not null && !File.Exists(Trust)) throw new FileNotFoundException($"certificate '{Trust}' does not exist; check --trust", Trust);
        if (!IsLoopback && !Insecure && (Token is null || Listen.Scheme != "https"))
            throw new ArgumentException($"--listen '{Listen}' is reached from other machines: give --token and an https address with --certificate, or say --insecure");
        if (Token is { Length: 0 }) throw new ArgumentException("--token is empty; give a secret, or leave it out");
        if (!CpuLimits.Names.Contains(Mechanism)) throw new ArgumentException($"CPU limit '{Mechanism}' is unknown; there are {string.Join(", ", CpuLimits.Names)}");
        Link.Checked($"into '{Tier.Name}'");
        new TierProfile("this command", [Tier]).CheckAgainst(Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        return this;
    }
}
