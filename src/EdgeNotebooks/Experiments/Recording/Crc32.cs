namespace EdgeNotebooks.Experiments.Recording;

/// <summary>CRC-32 as in zlib and PNG: polynomial 0xEDB88320, reflected.</summary>
internal static class Crc32
{
    private static readonly uint[] s_table = [.. Enumerable.Range(0, 256).Select(one =>
    {
        var value = (uint)one;
        for (var bit = 0; bit < 8; bit++) value = (value & 1) == 0 ? value >> 1 : value >> 1 ^ 0xEDB88320;
        return value;
    })];

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes) crc = s_table[(crc ^ one) & 0xFF] ^ crc >> 8;
        return ~crc;
    }
}
