using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EdgeNotebooks.Emulation;

/// <summary>
/// Where a tier's server listens for its link process: on Linux a socket in the abstract namespace, through which bytes go faster than
/// through loopback and which vanishes with its process; elsewhere a port of this machine.
/// </summary>
internal sealed class WorkerAddress
{
    private const string Mark = "edgenb-worker-";

    private WorkerAddress(string text, EndPoint endPoint) => (Text, EndPoint) = (text, endPoint);

    /// <summary>As it is handed over in a line.</summary>
    public string Text { get; }

    /// <summary>The same for sockets.</summary>
    public EndPoint EndPoint { get; }

    /// <summary>Whether it has a name; else it is a port, 0 for any.</summary>
    public bool IsNamed => EndPoint is UnixDomainSocketEndPoint;

    /// <summary>One that nobody else has.</summary>
    public static WorkerAddress New() => Parse(OperatingSystem.IsLinux() ? $"{Mark}{Guid.NewGuid():N}" : "0")!;

    /// <summary>What was handed over; null for anything else.</summary>
    public static WorkerAddress? Parse(string? text) => text switch
    {
        null => null,
        _ when text.StartsWith(Mark, StringComparison.Ordinal) => new(text, new UnixDomainSocketEndPoint($"\0{text}")),
        _ => int.TryParse(text, CultureInfo.InvariantCulture, out var port) ? new(text, new IPEndPoint(IPAddress.Loopback, port)) : null,
    };
}
