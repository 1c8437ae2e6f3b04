using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeNotebooks.Experiments.Recording;

/// <summary>A record as a line of text: eight hexadecimal digits of CRC-32, a space, one JSON object, a line feed.</summary>
internal static class JournalLine
{
    private const int Prefix = 9;
    private static readonly JsonSerializerOptions s_options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static byte[] Write(Entry entry)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(entry, s_options);
        var line = new byte[Prefix + json.Length + 1];
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Crc32.Of(json):x8} "), line);
        json.CopyTo(line, Prefix);
        line[^1] = (byte)'\n';
        return line;
    }

    /// <summary>The record of a line without its line feed; null where the checksum does not agree.</summary>
    public static Entry? Read(ReadOnlySpan<byte> line)
    {
        if (line.Length <= Prefix || line[Prefix - 1] != ' ') return null;
        if (!uint.TryParse(line[..8], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var crc) || crc != Crc32.Of(line[Prefix..])) return null;
        try
        {
            return JsonSerializer.Deserialize<Entry>(line[Prefix..], s_options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
