using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using NetMQ;
using NetMQ.Sockets;

namespace EdgeNotebooks.Cli.Tests.Kernel;

/// <summary>A Jupyter client over real ZeroMQ, written against the protocol's description and not against the kernel's code.</summary>
public sealed class KernelClient : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private readonly DealerSocket _shell = new();
    private readonly DealerSocket _control = new();
    private readonly DealerSocket _stdin = new();
    private readonly SubscriberSocket _iopub = new();
    private readonly RequestSocket _heartbeat = new();
    private readonly string _session = Guid.NewGuid().ToString("N");

    public KernelClient(KernelProcess kernel)
    {
        var identity = Encoding.ASCII.GetBytes(_session);
        foreach (var socket in new NetMQSocket[] { _shell, _control, _stdin }) socket.Options.Identity = identity;
        _iopub.Options.ReceiveHighWatermark = 0;
        Connect(_shell, "shell_port");
        Connect(_control, "control_port");
        Connect(_stdin, "stdin_port");
        Connect(_iopub, "iopub_port");
        Connect(_heartbeat, "hb_port");
        _iopub.SubscribeToAnyTopic();

        void Connect(NetMQSocket socket, string port)
        {
            socket.Options.Linger = TimeSpan.Zero;
            socket.Connect($"tcp://127.0.0.1:{kernel.Ports[port]}");
        }
    }

    /// <summary>Waits until the kernel answers and its broadcasts arrive.</summary>
    public JsonObject WaitUntilReady()
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < s_patience)
        {
            var id = SendShell("kernel_info_request", []);
            var reply = Receive(_shell, s_patience);
            if (reply["parent_header"]!["msg_id"]!.ToString() != id) continue;
            if (TryReceive(_iopub, TimeSpan.FromMilliseconds(300)) is null) continue;
            while (TryReceive(_iopub, TimeSpan.FromMilliseconds(100)) is not null)
            {
            }

            return reply;
        }

        throw new TimeoutException("the kernel did not become ready");
    }

    public string SendShell(string type, JsonObject content) => Send(_shell, type, content);

    public string SendControl(string type, JsonObject content) => Send(_control, type, content);

    public string SendExecute(string code, bool stopOnError = true) => SendShell("execute_request", new JsonObject
    {
        ["code"] = code,
        ["silent"] = false,
        ["store_history"] = true,
        ["user_expressions"] = new JsonObject(),
        ["allow_stdin"] = true,
        ["stop_on_error"] = stopOnError,
    });

    /// <summary>Sends frames as they are, signed or not.</summary>
    public void SendRaw(params byte[][] frames)
    {
        var message = new NetMQMessage();
        foreach (var frame in frames) message.Append(frame);
        _shell.SendMultipartMessage(message);
    }

    public JsonObject ReceiveShell() => Receive(_shell, s_patience);

    public JsonObject ReceiveControl() => Receive(_control, s_patience);

    /// <summary>Answers the next question and returns it.</summary>
    public JsonObject Answer(string value)
    {
        var question = Receive(_stdin, s_patience);
        Send(_stdin, "input_reply", new JsonObject { ["value"] = value, ["status"] = "ok" });
        return question;
    }

    /// <summary>The answer to a request and everything broadcast for it, up to the kernel being idle.</summary>
    public (JsonObject Reply, IReadOnlyList<JsonObject> Outputs) Collect(string id)
    {
        var reply = Receive(_shell, s_patience);
        while (reply["parent_header"]!["msg_id"]!.ToString() != id) reply = Receive(_shell, s_patience);
        return (reply["content"]!.AsObject(), Broadcasts(id));
    }

    public (JsonObject Reply, IReadOnlyList<JsonObject> Outputs) Execute(string code) => Collect(SendExecute(code));

    /// <summary>Asks on the shell and returns the answer's content.</summary>
    public JsonObject Ask(string type, JsonObject content) => Collect(SendShell(type, content)).Reply;

    /// <summary>What was broadcast for a request until the kernel was idle again, without the two status messages.</summary>
    public IReadOnlyList<JsonObject> Broadcasts(string id)
    {
        var outputs = new List<JsonObject>();
        while (true)
        {
            var message = Receive(_iopub, s_patience);
            if (message["parent_header"]?["msg_id"]?.ToString() != id) continue;
            var type = message["header"]!["msg_type"]!.ToString();
            if (type != "status") outputs.Add(message);
            else if (message["content"]!["execution_state"]!.ToString() == "idle") return outputs;
        }
    }

    /// <summary>The next broadcast of a kind, whatever caused it.</summary>
    public JsonObject NextBroadcast(string type)
    {
        while (true)
        {
            var message = Receive(_iopub, s_patience);
            if (message["header"]!["msg_type"]!.ToString() == type) return message;
        }
    }

    public bool Beats(TimeSpan limit)
    {
        _heartbeat.SendFrame("ping");
        return _heartbeat.TryReceiveFrameString(limit, out var text) && text == "ping";
    }

    public void Dispose()
    {
        foreach (var socket in new NetMQSocket[] { _shell, _control, _stdin, _iopub, _heartbeat }) socket.Dispose();
    }

    private string Send(NetMQSocket socket, string type, JsonObject content)
    {
        var id = Guid.NewGuid().ToString("N");
        var header = new JsonObject
        {
            ["msg_id"] = id,
            ["msg_type"] = type,
            ["session"] = _session,
            ["username"] = "test",
            ["date"] = "2026-01-01T00:00:00Z",
            ["version"] = "5.3",
        };
        string[] parts = [header.ToJsonString(), "{}", "{}", content.ToJsonString()];
        var message = new NetMQMessage();
        message.Append("<IDS|MSG>");
        message.Append(Sign(parts));
        foreach (var part in parts) message.Append(part, Encoding.UTF8);
        socket.SendMultipartMessage(message);
        return id;
    }

    private static string Sign(IEnumerable<string> parts) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(KernelProcess.Key), Encoding.UTF8.GetBytes(string.Concat(parts))));

    private static JsonObject Receive(NetMQSocket socket, TimeSpan limit) => TryReceive(socket, limit) ?? throw new TimeoutException("no message from the kernel");

    private static JsonObject? TryReceive(NetMQSocket socket, TimeSpan limit)
    {
        var frames = new NetMQMessage();
        if (!socket.TryReceiveMultipartMessage(limit, ref frames)) return null;
        var texts = frames.Select(frame => Encoding.UTF8.GetString(frame.ToByteArray())).ToList();
        var at = texts.IndexOf("<IDS|MSG>");
        Assert.Equal(Sign(texts[(at + 2)..(at + 6)]), texts[at + 1]);
        return new JsonObject
        {
            ["header"] = JsonNode.Parse(texts[at + 2]),
            ["parent_header"] = JsonNode.Parse(texts[at + 3]),
            ["content"] = JsonNode.Parse(texts[at + 5]),
        };
    }
}
