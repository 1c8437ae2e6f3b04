namespace EdgeNotebooks.Cli.Tests;

/// <summary>The most memory that a process has held so far.</summary>
internal static class HighWater
{
    /// <summary>Bytes of its largest resident set; 0 where the system does not tell, or once it has ended.</summary>
    public static long Of(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : 1024 * long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1]);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
