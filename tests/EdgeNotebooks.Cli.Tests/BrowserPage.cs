using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeNotebooks.Cli.Tests;

/// <summary>A page in headless Chromium, with names that do not resolve, driven as a reader does: by pointer and keyboard, over the DevTools protocol.</summary>
public sealed class BrowserPage : IDisposable
{
    /// <summary>The browser's program; null where there is none.</summary>
    public static string? Chromium { get; } = new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly ClientWebSocket _socket = new();
    private readonly string _profile = Directory.CreateTempSubdirectory("edgenb-chromium-").FullName;
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _last;

    /// <summary>Opens an address and waits until its scripts ran.</summary>
    public BrowserPage(string address, int width = 1280, int height = 900)
    {
        var start = new ProcessStartInfo(Chromium ?? throw new FileNotFoundException("no Chromium on this machine; install the package 'chromium'"),
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND", $"--user-data-dir={_profile}", $"--window-size={width},{height}", "--remote-debugging-port=0", "about:blank",
        ])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        _process = Process.Start(start)!;
        _socket.ConnectAsync(Target(Port()), Limit()).GetAwaiter().GetResult();
        foreach (var domain in new[] { "Page", "Runtime", "Network" }) Send($"{domain}.enable");
        Send("Page.navigate", new() { ["url"] = address });
        Until("document.readyState === 'complete' && location.href !== 'about:blank'");
    }

    /// <summary>What the browser told of its own accord, oldest first.</summary>
    public List<JsonObject> Events { get; } = [];

    /// <summary>Sends a command and returns its result.</summary>
    public JsonObject Send(string method, JsonObject? parameters = null)
    {
        var id = ++_last;
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        _socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, Limit()).GetAwaiter().GetResult();
        while (true)
        {
            var answer = Receive();
            if (answer["id"]?.GetValue<int>() != id) Events.Add(answer);
            else if (answer["error"] is { } error) throw new InvalidOperationException($"{method}: {error["message"]}");
            else return answer["result"]!.AsObject();
        }
    }

    /// <summary>Waits for an event that the browser has not told before this call.</summary>
    public JsonObject Next(string method)
    {
        while (true)
        {
            var answer = Receive();
            Events.Add(answer);
            if (answer["method"]?.ToString() == method) return answer["params"]!.AsObject();
        }
    }

    /// <summary>The value of an expression, promises awaited.</summary>
    public JsonNode? Value(string expression)
    {
        var answer = Send("Runtime.evaluate", new() { ["expression"] = expression, ["awaitPromise"] = true, ["returnByValue"] = true });
        if (answer["exceptionDetails"] is { } thrown) throw new InvalidOperationException($"{expression}: {thrown["exception"]?["description"] ?? thrown["text"]}");
        return answer["result"]!["value"];
    }

    public string Text(string expression) => Value(expression)?.ToString() ?? "";

    public double Number(string expression) => double.Parse(Text(expression), CultureInfo.InvariantCulture);

    /// <summary>Waits until what was changed is drawn.</summary>
    public void Settle() => Value("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 0))))");

    /// <summary>Waits for a condition that comes by itself.</summary>
    public void Until(string condition) => Value($"new Promise(done => {{ const look = () => ({condition}) ? done(true) : setTimeout(look, 20); look(); }})");

    /// <summary>The middle of an element, scrolled into sight.</summary>
    public (double X, double Y) Middle(string selector)
    {
        var box = Value($$"""(() => { const e = document.querySelector({{Quoted(selector)}}); e.scrollIntoView({block: "center"}); const b = e.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; })()""")!;
        return (box[0]!.GetValue<double>(), box[1]!.GetValue<double>());
    }

    public void Click(string selector)
    {
        var (x, y) = Middle(selector);
        Mouse("mousePressed", x, y);
        Mouse("mouseReleased", x, y);
        Settle();
    }

    /// <summary>A pointer event with the left button held.</summary>
    public void Mouse(string type, double x, double y) => Send("Input.dispatchMouseEvent",
        new() { ["type"] = type, ["x"] = x, ["y"] = y, ["button"] = "left", ["buttons"] = type == "mouseReleased" ? 0 : 1, ["clickCount"] = 1 });

    /// <summary>A key of its own, for example <c>ArrowRight</c> or <c>Tab</c>.</summary>
    public void Key(string key, int code)
    {
        foreach (var type in new[] { "rawKeyDown", "keyUp" }) Send("Input.dispatchKeyEvent", new() { ["type"] = type, ["key"] = key, ["code"] = key, ["windowsVirtualKeyCode"] = code });
    }

    /// <summary>Replaces a field's text as a reader would who selects and types.</summary>
    public void Type(string selector, string text)
    {
        Value($"(() => {{ const e = document.querySelector({Quoted(selector)}); e.focus(); e.select(); }})()");
        Send("Input.insertText", new() { ["text"] = text });
        Settle();
    }

    public static string Quoted(string text) => JsonSerializer.Serialize(text);

    public void Dispose()
    {
        _socket.Dispose();
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_profile, recursive: true);
    }

    private static CancellationToken Limit() => new CancellationTokenSource(s_limit).Token;

    private int Port()
    {
        var file = Path.Combine(_profile, "DevToolsActivePort");
        var watch = Stopwatch.StartNew();
        while (!File.Exists(file) || File.ReadAllLines(file).Length < 2)
        {
            if (_process.HasExited || watch.Elapsed > s_limit) throw new InvalidOperationException($"Chromium did not start: {(_process.HasExited ? _process.StandardError.ReadToEnd() : "no port")}");
            Thread.Sleep(20);
        }

        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        return int.Parse(File.ReadAllLines(file)[0], CultureInfo.InvariantCulture);
    }

    private static Uri Target(int port)
    {
        using var client = new HttpClient();
        while (true)
        {
            var targets = JsonNode.Parse(client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/json/list")).GetAwaiter().GetResult())!.AsArray();
            if (targets.FirstOrDefault(target => target!["type"]!.ToString() == "page") is { } page) return new(page["webSocketDebuggerUrl"]!.ToString());
            Thread.Sleep(20);
        }
    }

    private JsonObject Receive()
    {
        using var message = new MemoryStream();
        while (true)
        {
            var part = _socket.ReceiveAsync(_buffer, Limit()).GetAwaiter().GetResult();
            message.Write(_buffer, 0, part.Count);
            if (part.EndOfMessage) return JsonNode.Parse(message.ToArray())!.AsObject();
        }
    }
}
