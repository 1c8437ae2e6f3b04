using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EdgeNotebooks.Onnx.Storage;

/// <summary>
/// copy_file_range(2): the kernel copies between two files, or lets them share blocks where the file system can. Anything that
/// stops it (another system, another file system, an old kernel) is left to the caller's own copy, which meets the same obstacle
/// and reports it.
/// </summary>
internal static partial class KernelCopy
{
    private const long LargestStep = 1L << 28;

    /// <summary>Copies up to <paramref name="length"/> bytes and returns how many it managed.</summary>
    public static long Try(SafeFileHandle source, long from, SafeFileHandle target, long to, long length)
    {
        if (!OperatingSystem.IsLinux()) return 0;
        var copied = 0L;
        try
        {
            while (copied < length)
            {
                var step = CopyFileRange(source, ref from, target, ref to, (nint)Math.Min(length - copied, LargestStep), 0);
                if (step <= 0) break;
                copied += step;
            }
        }
        catch (EntryPointNotFoundException)
        {
            return copied;
        }

        return copied;
    }

    [LibraryImport("libc", EntryPoint = "copy_file_range", SetLastError = true)]
    private static partial nint CopyFileRange(SafeFileHandle source, ref long from, SafeFileHandle target, ref long to, nint length, uint flags);
}
