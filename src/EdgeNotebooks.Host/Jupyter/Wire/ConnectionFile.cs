using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeNotebooks.Host.Jupyter.Wire;

/// <summary>What a Jupyter client wrote down for the kernel that it starts: addresses and the key that messages are signed with.</summary>
public sealed record ConnectionFile
{
    private static readonly JsonSerializerOptions s_json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary><c>tcp</c>, or <c>ipc</c> with <see cref="Ip"/> as the path's stem.</summary>
    public required string Transport { get; init; }

    /// <summary>Address to bind to.</summary>
    public required string Ip { get; init; }

    /// <summary>Port of requests.</summary>
    public required int ShellPort { get; init; }

    /// <summary>Port of requests that must not wait for a running cell.</summary>
    public required int ControlPort { get; init; }

    /// <summary>Port of everything that is broadcast.</summary>
    public required int IopubPort { get; init; }

    /// <summary>Port of questions to the user.</summary>
    public required int StdinPort { get; init; }

    /// <summary>Port of the echo that shows that the kernel is alive.</summary>
    [JsonPropertyName("hb_port")]
    public required int HeartbeatPort { get; init; }

    /// <summary>HMAC key as text; empty switches signing off, as the protocol allows.</summary>
    public string Key { get; init; } = "";

    /// <summary>Only <c>hmac-sha256</c> is known.</summary>
    public string SignatureScheme { get; init; } = "hmac-sha256";

    /// <summary>Reads the file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidConnectionFileException">It is no connection file, or asks for what this kernel does not do.</exception>
    public static ConnectionFile Read(string path)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"connection file '{path}' does not exist; a Jupyter client writes it and passes its name", path);
        ConnectionFile? file;
        try
        {
            file = JsonSerializer.Deserialize<ConnectionFile>(File.ReadAllText(path), s_json);
        }
        catch (JsonException e)
        {
            throw new InvalidConnectionFileException(path, $"is no connection file: {e.Message.Split(" Path:")[0]}", e);
        }

        if (file is null) throw new InvalidConnectionFileException(path, "is no connection file: it holds null");
        if (file.Transport is not ("tcp" or "ipc")) throw new InvalidConnectionFileException(path, $"asks for transport '{file.Transport}'; this kernel knows tcp and ipc");
        if (file.SignatureScheme is not ("hmac-sha256" or "")) throw new InvalidConnectionFileException(path, $"asks for signatures by '{file.SignatureScheme}'; this kernel knows hmac-sha256");
        return file;
    }

    /// <summary>A socket's address in ZeroMQ's notation.</summary>
    internal string Address(int port) => FormattableString.Invariant($"{Transport}://{Ip}{(Transport == "tcp" ? ':' : '-')}{port}");
}
