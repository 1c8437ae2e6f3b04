using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EdgeNotebooks.Cli.Tests.Kernel;

/// <summary>A tab of headless Chromium that is driven over its debugging protocol; only this machine can be reached from it.</summary>
public sealed class BrowserTab : IDisposable
{
    private static readonly string? s_chromium = new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);
    private readonly Process _process;
    private readonly string _profile = Directory.CreateTempSubdirectory("edgenb-tab-").FullName;
    private readonly ClientWebSocket _socket = new();
    private int _calls;

    /// <summary>Opens a page; skips the test where there is no browser.</summary>
    public BrowserTab(string address)
    {
        if (s_chromium is null) Assert.Skip("no Chromium on this machine; install the package 'chromium'");
        _process = Process.Start(new ProcessStartInfo(s_chromium,
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", $"--user-data-dir={_profile}", "--window-size=1200,1600", "--remote-debugging-port=0", address,
        ])
        { RedirectStandardError = true, RedirectStandardOutput = true })!;
        string? line;
        while ((line = _process.StandardError.ReadLine()) is not null && !line.Contains("DevTools listening", StringComparison.Ordinal))
        {
        }

        Assert.NotNull(line);
        _ = _process.StandardError.ReadToEndAsync();
        using var http = new HttpClient();
        var port = Regex.Match(line, @":(\d+)/").Groups[1].Value;
        var tabs = JsonNode.Parse(http.GetStringAsync($"http://127.0.0.1:{port}/json").GetAwaiter().GetResult())!.AsArray();
        var tab = tabs.First(one => one!["type"]!.ToString() == "page")!;
        _socket.ConnectAsync(new Uri(tab["webSocketDebuggerUrl"]!.ToString()), CancellationToken.None).GetAwaiter().GetResult();
    }

    /// <summary>The value of a JavaScript expression; a promise is awaited.</summary>
    public JsonNode? Evaluate(string script)
    {
        var answer = Call("Runtime.evaluate", new JsonObject { ["expression"] = script, ["returnByValue"] = true, ["awaitPromise"] = true });
        if (answer["exceptionDetails"] is { } failure) throw new InvalidOperationException($"{script}: {failure.ToJsonString()}");
        return answer["result"]?["value"];
    }

    /// <summary>Waits until an expression is true.</summary>
    public void Until(string script, TimeSpan limit)
    {
        var watch = Stopwatch.StartNew();
        while (Evaluate($"!!({script})")?.GetValue<bool>() != true)
        {
            Assert.True(watch.Elapsed < limit, $"'{script}' did not become true; the page says: {Evaluate("document.body ? document.body.innerText.slice(-2000) : ''")}");
            Thread.Sleep(200);
        }
    }

    /// <summary>Saves what the tab shows as a PNG.</summary>
    public void Screenshot(string path) =>
        File.WriteAllBytes(path, Convert.FromBase64String(Call("Page.captureScreenshot", new JsonObject { ["format"] = "png" })["data"]!.ToString()));

    public void Dispose()
    {
        _socket.Dispose();
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_profile, recursive: true);
    }

    private JsonObject Call(string method, JsonObject parameters)
    {
        var id = ++_calls;
        var request = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        _socket.SendAsync(Encoding.UTF8.GetBytes(request.ToJsonString()), WebSocketMessageType.Text, true, limit.Token).GetAwaiter().GetResult();
        var buffer = new byte[1 << 16];
        while (true)
        {
            using var message = new MemoryStream();
            WebSocketReceiveResult part;
            do
            {
                part = _socket.ReceiveAsync(buffer, limit.Token).GetAwaiter().GetResult();
                message.Write(buffer, 0, part.Count);
            }
            while (!part.EndOfMessage);
            var answer = JsonNode.Parse(message.ToArray())!.AsObject();
            if (answer["id"]?.GetValue<int>() != id) continue;
            return answer["result"]?.AsObject() ?? throw new InvalidOperationException(answer.ToJsonString());
        }
    }
}
