using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EdgeNotebooks.Transport.Shaping;

/// <summary>Passes bytes from one socket to another inside the kernel, by splice(2): they are not copied into this process and back. Linux only.</summary>
internal sealed partial class SocketPipe : IDisposable
{
    /// <summary>Of 64 KB to 1 MB this moved 100 MB soonest.</summary>
    private const int Bytes = 256 * 1024;

    private const int CloseOnExec = 0x80000, SetSize = 1031;
    private const uint Move = 1;
    private readonly SafeFileHandle _out;
    private readonly SafeFileHandle _in;

    private SocketPipe(int read, int write) => (_out, _in) = (new SafeFileHandle(read, ownsHandle: true), new SafeFileHandle(write, ownsHandle: true));

    /// <summary>A pipe; null where there is none.</summary>
    public static SocketPipe? Open()
    {
        if (!OperatingSystem.IsLinux()) return null;
        Span<int> ends = stackalloc int[2];
        if (Pipe(ref ends[0], CloseOnExec) != 0) return null;
        var pipe = new SocketPipe(ends[0], ends[1]);
        // A smaller one serves too.
        _ = Control(pipe._in, SetSize, Bytes);
        return pipe;
    }

    /// <summary>Waits for bytes of a socket and takes some into the empty pipe.</summary>
    /// <returns>How many; 0 at the end.</returns>
    /// <exception cref="SocketException">The connection has broken.</exception>
    public int Take(Socket from) => Checked(Splice(from.SafeHandle, 0, _in, 0, Bytes, Move));

    /// <summary>Gives what was taken to another socket.</summary>
    /// <exception cref="SocketException">The connection has broken.</exception>
    public void Give(Socket to, int count)
    {
        while (count > 0)
        {
            var given = Checked(Splice(_out, 0, to.SafeHandle, 0, count, Move));
            count = given > 0 ? count - given : throw new SocketException((int)SocketError.ConnectionAborted);
        }
    }

    public void Dispose()
    {
        _in.Dispose();
        _out.Dispose();
    }

    private static int Checked(nint count) => count >= 0 ? (int)count : throw new SocketException((int)SocketError.ConnectionAborted);

    [LibraryImport("libc", EntryPoint = "pipe2")]
    private static partial int Pipe(ref int ends, int flags);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(SafeFileHandle pipe, int command, nint value);

    [LibraryImport("libc", EntryPoint = "splice", SetLastError = true)]
    private static partial nint Splice(SafeHandle from, nint fromOffset, SafeHandle to, nint toOffset, nint count, uint flags);
}
