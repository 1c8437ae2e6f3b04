using System.Security.Cryptography;
using System.Text;

namespace EdgeNotebooks.Serving;

/// <summary>Lets in who shows the token, in a time that does not tell how much of it was right.</summary>
internal sealed class Admission(string? token)
{
    private const string Scheme = "Bearer ";
    private readonly byte[]? _expected = token is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes(token));

    public bool Admits(HttpRequest request)
    {
        if (_expected is null) return true;
        var shown = request.Headers.Authorization.ToString();
        return shown.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(shown[Scheme.Length..])), _expected);
    }
}
