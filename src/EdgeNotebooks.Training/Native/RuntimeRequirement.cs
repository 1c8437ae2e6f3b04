using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace EdgeNotebooks.Training.Native;

/// <summary>
/// Lets TorchSharp's native library load where the system's libstdc++ is older than GCC 13's (Debian 12, Ubuntu 22.04).
/// </summary>
/// <remarks>
/// The library asks for the symbol version GLIBCXX_3.4.32. The only symbol behind it is <c>ios_base_library_init</c>, which GCC 13's
/// &lt;iostream&gt; refers to and nothing calls. The ELF format lets a required version be weak (flag VER_FLG_WEAK of <c>vna_flags</c>
/// in section .gnu.version_r, Linux Standard Base 5.0, 10.7.4): a loader that does not find it goes on. We set that one flag in the
/// copy beside this program, never in the package cache.
/// </remarks>
internal static class RuntimeRequirement
{
    private const string Library = "libLibTorchSharp.so";
    private const string Version = "GLIBCXX_3.4.32";
    private const uint VersionNeedSection = 0x6FFFFFFE;
    private const ushort WeakFlag = 2;

    /// <summary>Does it where it is needed, and says so in a line to <paramref name="log"/>; elsewhere does nothing.</summary>
    public static void Relax(string programFolder, Action<string> log)
    {
        if (!OperatingSystem.IsLinux() || SystemProvidesVersion()) return;
        foreach (var file in Directory.EnumerateFiles(programFolder, Library, SearchOption.AllDirectories))
        {
            var elf = File.ReadAllBytes(file);
            if (!MarkWeak(elf)) continue;
            var beside = file + ".new";
            File.WriteAllBytes(beside, elf);
            File.Move(beside, file, overwrite: true);
            log($"{Library} asks for {Version}, which this system's libstdc++ lacks; marked the requirement weak in {file}");
        }
    }

    /// <summary>Sets the flag in an image of the library; false when it is set already or the version is not asked for.</summary>
    internal static bool MarkWeak(Span<byte> elf)
    {
        if (elf.Length < 64 || !elf[..6].SequenceEqual((ReadOnlySpan<byte>)[0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1])) return false;
        var sections = (int)BinaryPrimitives.ReadInt64LittleEndian(elf[0x28..]);
        var (size, count) = (Half(elf, 0x3A), Half(elf, 0x3C));
        for (var i = 0; i < count; i++)
        {
            var header = sections + i * size;
            if (Word(elf, header + 4) != VersionNeedSection) continue;
            var strings = sections + (int)Word(elf, header + 0x28) * size;
            return MarkWeak(elf, table: Offset(elf, header), names: Offset(elf, strings));
        }

        return false;
    }

    private static bool MarkWeak(Span<byte> elf, int table, int names)
    {
        for (var need = table; ; need += (int)Word(elf, need + 12))
        {
            for (var entry = need + (int)Word(elf, need + 8); ; entry += (int)Word(elf, entry + 12))
            {
                if (NameAt(elf, names + (int)Word(elf, entry + 8)) == Version)
                {
                    if ((Half(elf, entry + 4) & WeakFlag) != 0) return false;
                    BinaryPrimitives.WriteUInt16LittleEndian(elf[(entry + 4)..], (ushort)(Half(elf, entry + 4) | WeakFlag));
                    return true;
                }

                if (Word(elf, entry + 12) == 0) break;
            }

            if (Word(elf, need + 12) == 0) return false;
        }
    }

    private static bool SystemProvidesVersion()
    {
        if (!NativeLibrary.TryLoad("libstdc++.so.6", out var handle)) return false;
        try
        {
            return NativeLibrary.TryGetExport(handle, "_ZSt21ios_base_library_initv", out _);
        }
        finally
        {
            NativeLibrary.Free(handle);
        }
    }

    private static ushort Half(ReadOnlySpan<byte> elf, int at) => BinaryPrimitives.ReadUInt16LittleEndian(elf[at..]);

    private static uint Word(ReadOnlySpan<byte> elf, int at) => BinaryPrimitives.ReadUInt32LittleEndian(elf[at..]);

    private static int Offset(ReadOnlySpan<byte> elf, int header) => (int)BinaryPrimitives.ReadInt64LittleEndian(elf[(header + 0x18)..]);

    private static string NameAt(ReadOnlySpan<byte> elf, int at) => Encoding.ASCII.GetString(elf[at..][..elf[at..].IndexOf((byte)0)]);
}
