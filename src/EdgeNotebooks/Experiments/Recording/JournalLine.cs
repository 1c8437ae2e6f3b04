using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeNotebooks.Experiments.Recording;

/// <summary>A record as a line of text: eight hexadecimal digits of CRC-32, a space, one JSON object, a line feed.</summary>
internal static class JournalLine
{
    private const int Prefix = 9;
    private static readonly byte[] s_row = """{"kind":"row","""u8.ToArray();
    private static readonly JsonSerializerOptions s_options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static byte[] Write(Entry entry)
    {
        // One comes between any two requests: it is written by generated code, since a serializer that goes by reflection takes longer than
        // some parts of a request.
        byte[] begin = [];
        ReadOnlySpan<byte> json;
        if (entry is MeasurementEntry row)
        {
            begin = s_row;
            json = JsonSerializer.SerializeToUtf8Bytes(row, RowJson.Default.MeasurementEntry).AsSpan(1);
        }
        else json = JsonSerializer.SerializeToUtf8Bytes(entry, s_options);
        var line = new byte[Prefix + begin.Length + json.Length + 1];
        begin.CopyTo(line, Prefix);
        json.CopyTo(line.AsSpan(Prefix + begin.Length));
        Crc32.Of(line.AsSpan(Prefix..^1)).TryFormat(line, out _, "x8", CultureInfo.InvariantCulture);
        line[Prefix - 1] = (byte)' ';
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

/// <summary>How a finished request is written, as <see cref="JournalLine"/> writes any other entry.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MeasurementEntry))]
internal sealed partial class RowJson : JsonSerializerContext;
