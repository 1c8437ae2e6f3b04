using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace EdgeNotebooks.Cli.Tests.Kernel;

/// <summary>What clients do wrong, and what cells do too much of, leaves the kernel alive and small.</summary>
public sealed class KernelSturdinessTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void GarbageAndForgedMessages_AreDropped()
    {
        using var kernel = new KernelProcess(_scratch.Folder);
        using var client = new KernelClient(kernel);
        client.WaitUntilReady();
        byte[] delimiter = "<IDS|MSG>"u8.ToArray(), empty = "{}"u8.ToArray();
        var header = Encoding.UTF8.GetBytes("""{"msg_id":"1","msg_type":"execute_request","session":"s","username":"u","date":"","version":"5.3"}""");
        client.SendRaw("garbage"u8.ToArray());
        client.SendRaw([[]]);
        client.SendRaw(delimiter);
        client.SendRaw(delimiter, "short"u8.ToArray(), header);
        client.SendRaw(delimiter, Encoding.ASCII.GetBytes(new string('0', 64)), header, empty, empty, Encoding.UTF8.GetBytes("""{"code":"Environment.Exit(9)"}"""));
        client.SendRaw(delimiter, [], header, empty, empty, Encoding.UTF8.GetBytes("""{"code":"Environment.Exit(9)"}"""));
        client.SendRaw(delimiter, [0xff, 0xfe], [0xff], [0x00], [0x80], [0x81]);
        Assert.Equal("2", client.Execute("1 + 1").Outputs[^1]["content"]!["data"]!["text/plain"]!.ToString());
        Assert.True(client.Beats(TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void HalfAMessageOnTheWire_HangsNothing()
    {
        using var kernel = new KernelProcess(_scratch.Folder);
        using var client = new KernelClient(kernel);
        client.WaitUntilReady();
        using var socket = new System.Net.Sockets.TcpClient("127.0.0.1", kernel.Ports["shell_port"]);
        // A ZMTP greeting that breaks off.
        socket.GetStream().Write([0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f, 3]);
        Assert.Equal("ok", client.Execute("1").Reply["status"]!.ToString());
    }

    /// <summary>ZMTP 3.0 (rfc.zeromq.org/spec/23) by hand: greeting, READY, then a message of which only the first part comes, and one whose end does not.</summary>
    [Theory]
    [InlineData(new byte[] { 0x01, 3, 0x61, 0x62, 0x63 })]
    [InlineData(new byte[] { 0x02, 0, 0, 0, 0, 0x06, 0, 0, 0, 0x61 })]
    [InlineData(new byte[] { 0x02, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x61 })]
    public void AMessageThatBreaksOff_HangsNothing_AndTakesNoMemory(byte[] frames)
    {
        using var kernel = new KernelProcess(_scratch.Folder);
        using var client = new KernelClient(kernel);
        client.WaitUntilReady();
        var before = kernel.ResidentBytes;
        for (var i = 0; i < 5; i++)
        {
            using var socket = new System.Net.Sockets.TcpClient("127.0.0.1", kernel.Ports["shell_port"]);
            var stream = socket.GetStream();
            stream.Write([0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f, 3, 0, .. "NULL"u8, .. new byte[16], 0, .. new byte[31]]);
            stream.Write([0x04, 26, 5, .. "READY"u8, 11, .. "Socket-Type"u8, 0, 0, 0, 6, .. "DEALER"u8]);
            stream.Write(frames);
            stream.Flush();
            Assert.Equal("ok", client.Execute("1").Reply["status"]!.ToString());
        }

        Assert.InRange(kernel.ResidentBytes - before, long.MinValue, 150L << 20);
    }

    [Fact]
    public void AHundredThousandLines_AndTenMegabytes_ComeWhole()
    {
        using var kernel = new KernelProcess(_scratch.Folder);
        using var client = new KernelClient(kernel);
        client.WaitUntilReady();
        var lines = client.Execute("for (var i = 0; i < 100_000; i++) Console.WriteLine(i);").Outputs.Where(IsStream).ToArray();
        Assert.Equal(Enumerable.Range(0, 100_000).Select(i => $"{i}"), Text(lines).TrimEnd('\n').Split('\n'));
        Assert.InRange(lines.Length, 1, 1000);
        Assert.Equal(10_000_000, Text(client.Execute("Console.Write(new string('x', 10_000_000));").Outputs.Where(IsStream)).Length);
    }

    [Fact]
    public void AClientThatIsKilled_TakesNothingAlong_AndTheNextOneIsServed()
    {
        using var kernel = new KernelProcess(_scratch.Folder);
        using (var gone = new KernelClient(kernel))
        {
            gone.WaitUntilReady();
            gone.SendExecute("var told = 0; for (; told < 2_000_000; told++) Console.WriteLine(\"nobody reads this line, which is as long as lines are\");");
        }

        using var client = new KernelClient(kernel);
        client.WaitUntilReady();
        Assert.Equal("2000000", client.Execute("told").Outputs[^1]["content"]!["data"]!["text/plain"]!.ToString());
        Assert.InRange(kernel.ResidentBytes, 0, 600L << 20);
    }

    [Fact]
    public void WhenItsParentDies_TheKernelEnds()
    {
        using var parent = Process.Start("sleep", "600");
        using var kernel = new KernelProcess(_scratch.Folder, parent.Id);
        using var client = new KernelClient(kernel);
        client.WaitUntilReady();
        client.SendExecute("while (true) { }");
        parent.Kill();
        Assert.True(kernel.EndsWithin(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void StartAndStop_LeaveNoProcess_AndNoPort()
    {
        var cycles = Environment.GetEnvironmentVariable("EDGENB_TEST_LONG") is { Length: > 0 } ? 200 : 10;
        for (var i = 0; i < cycles; i++)
        {
            using var kernel = new KernelProcess(_scratch.Folder);
            using (var client = new KernelClient(kernel))
            {
                client.WaitUntilReady();
                client.SendControl("shutdown_request", new JsonObject { ["restart"] = false });
                Assert.Equal("shutdown_reply", client.ReceiveControl()["header"]!["msg_type"]!.ToString());
            }

            Assert.True(kernel.EndsWithin(TimeSpan.FromSeconds(20)), kernel.Log);
            foreach (var port in kernel.Ports.Values)
            {
                using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, port);
                listener.Start();
            }
        }
    }

    [Theory]
    [InlineData("no connection file at all", "is no connection file")]
    [InlineData("{}", "is no connection file")]
    [InlineData("""{"transport":"tcp","ip":"127.0.0.1","key":"k","signature_scheme":"hmac-md5","shell_port":1,"control_port":1,"iopub_port":1,"stdin_port":1,"hb_port":1}""", "knows hmac-sha256")]
    public void AConnectionFileThatIsNone_IsBadInput(string text, string says)
    {
        _scratch.File("c.json", text);
        var outcome = Edgenb.Run(_scratch.Folder, "kernel", "start", "c.json");
        Assert.Equal(2, outcome.Status);
        Assert.Contains(says, Assert.Single(outcome.Errors));
    }

    private static bool IsStream(JsonObject message) => message["header"]!["msg_type"]!.ToString() == "stream";

    private static string Text(IEnumerable<JsonObject> streams) => string.Concat(streams.Select(stream => stream["content"]!["text"]!.ToString()));
}
