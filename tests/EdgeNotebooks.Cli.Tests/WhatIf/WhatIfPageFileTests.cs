using System.Text.Json.Nodes;

namespace EdgeNotebooks.Cli.Tests.WhatIf;

/// <summary>The file that the command writes: complete, light, silent, readable on any screen.</summary>
public sealed class WhatIfPageFileTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void ThePage_AsksNobodyForAnything_AndDownloadsItsTable()
    {
        var report = JsonNode.Parse(Edgenb.Run(_scratch.Folder, "whatif", "page", "--out", "new/whatif.html", "--json").Output)!;
        var path = _scratch.Path("new/whatif.html");
        Assert.Equal((path, 72, 200), (report["path"]!.ToString(), report["configurations"]!.GetValue<int>(), report["resamples"]!.GetValue<int>()));
        Assert.Equal(new FileInfo(path).Length, report["bytes"]!.GetValue<long>());
        Assert.InRange(new FileInfo(path).Length, 1, 6_000_000);
        Assert.Equal([path], Directory.GetFiles(_scratch.Path("new")));
        Assert.DoesNotMatch("https?://", File.ReadAllText(path));

        SkipWithoutBrowser();
        using var browser = new BrowserPage($"file://{path}");
        browser.Send("Browser.setDownloadBehavior", new() { ["behavior"] = "allow", ["downloadPath"] = _scratch.Folder });
        browser.Value("(() => { const e = document.getElementById('subject'); e.value = 'duc'; e.dispatchEvent(new Event('change')); })()");
        browser.Type("#near-number", "12");
        browser.Click("#map");
        browser.Click("#csv");
        var csv = _scratch.Path("whatif-duc.csv");
        for (var wait = 0; !File.Exists(csv) && wait < 200; wait++) Thread.Sleep(50);
        Assert.Equal(19, File.ReadAllLines(csv).Length);
        Assert.Equal(0, browser.Number("performance.getEntriesByType('resource').length"));
        var asked = browser.Events.Where(told => told["method"]!.ToString() == "Network.requestWillBeSent").Select(told => told["params"]!["request"]!["url"]!.ToString());
        Assert.All(asked, url => Assert.Matches("^(file|data|blob):", url));
        Assert.DoesNotContain(browser.Events, told => told["method"]!.ToString() == "Runtime.exceptionThrown");
    }

    [Fact]
    public void OnAPhone_NothingIsWiderThanTheScreen_InLightAndDark()
    {
        SkipWithoutBrowser();
        Assert.Equal(0, Edgenb.Run(_scratch.Folder, "whatif", "page", "--out", "whatif.html", "--subject", "resnet").Status);
        using var browser = new BrowserPage($"file://{_scratch.Path("whatif.html")}");
        browser.Send("Emulation.setDeviceMetricsOverride", new() { ["width"] = 360, ["height"] = 740, ["deviceScaleFactor"] = 2, ["mobile"] = true });
        foreach (var scheme in new[] { "light", "dark" })
        {
            browser.Send("Emulation.setEmulatedMedia", new() { ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = scheme }) });
            browser.Settle();
            Assert.Equal(360, browser.Number("document.documentElement.scrollWidth"));
            Assert.Equal("", browser.Text("[...document.querySelectorAll('main *')].filter(e => !e.closest('.quiet') && e.getBoundingClientRect().right > 361).map(e => e.outerHTML.slice(0, 80)).join()"));
            var paper = browser.Value("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")!.AsArray().Sum(part => part!.GetValue<double>());
            Assert.Equal(scheme == "light", paper > 384);
        }

        browser.Value("document.getElementById('far-range').scrollIntoView({ block: 'end' })");
        Assert.InRange(browser.Number("document.getElementById('now').getBoundingClientRect().top"), 0, 740);
    }

    [Fact]
    public void EveryControl_HasANameForScreenReaders()
    {
        SkipWithoutBrowser();
        Assert.Equal(0, Edgenb.Run(_scratch.Folder, "whatif", "page", "--out", "whatif.html", "--subject", "fcn").Status);
        using var browser = new BrowserPage($"file://{_scratch.Path("whatif.html")}");
        var nodes = browser.Send("Accessibility.getFullAXTree")["nodes"]!.AsArray().Select(node => (Role: node!["role"]?["value"]?.ToString(), Name: node["name"]?["value"]?.ToString())).ToArray();
        string[] roles = ["slider", "spinbutton", "combobox", "checkbox", "radio", "button", "image"];
        Assert.Equal([7, 7, 1, 4, 2, 2, 2], roles.Select(role => nodes.Count(node => node.Role == role)));
        Assert.All(nodes.Where(node => roles.Contains(node.Role)), node => Assert.False(string.IsNullOrWhiteSpace(node.Name), node.Role));
    }

    [Fact]
    public void InANotebook_TheSamePageLiesInAFrame()
    {
        SkipWithoutBrowser();
        var dll = Path.Combine(Edgenb.Root, "artifacts/bin/EdgeNotebooks.Cli/release/EdgeNotebooks.dll");
        var notebook = _scratch.Notebook("page.ipynb", $"#r \"{dll}\"\nusing EdgeNotebooks.Analysis;\nusing EdgeNotebooks.WhatIf;",
            "WhatIfProfile.Of(Study.Open(), \"resnet\", 20).Page(\"resnet\", new(200, 1))");
        var outcome = Edgenb.Run(_scratch.Folder, "run", notebook, "--out", _scratch.Path("out"), "--html");
        Assert.True(outcome.Status == 0, outcome.Error);
        using var browser = new BrowserPage($"file://{_scratch.Path("out/page.html")}");
        const string Inside = "document.querySelector('iframe.edgenb-whatif').contentDocument.getElementById('answer')";
        browser.Until($"{Inside}?.dataset.winner");
        // PAPER.md, section 8, item 1: quantize_earlyexit on the edge is the fastest with 200 and 1 Mbit/s.
        Assert.Equal("edge:quantize_earlyexit", browser.Text($"{Inside}.dataset.winner"));
        Assert.DoesNotContain(browser.Events, told => told["method"]!.ToString() == "Runtime.exceptionThrown");
    }

    [Theory]
    [InlineData("'--out' is required", "whatif", "page")]
    [InlineData("closest: 'resnet'", "whatif", "page", "--out", "w.html", "--subject", "resnte")]
    [InlineData("is a folder; name a file in it", "whatif", "page", "--out", ".")]
    [InlineData("cannot be written", "whatif", "page", "--out", "file.txt/w.html")]
    [InlineData("cannot be written", "whatif", "page", "--out", "/proc/w.html", "--subject", "fcn")]
    [InlineData("0 Mbit/s", "whatif", "page", "--out", "w.html", "--edge-cloud-mbps", "0")]
    public void BadInput_IsOneLine_AndLeavesNoFile(string says, params string[] arguments)
    {
        _scratch.File("file.txt", "a file");
        var outcome = Edgenb.Run(_scratch.Folder, arguments);
        Assert.Equal((2, ""), (outcome.Status, outcome.Output));
        Assert.Contains(says, Assert.Single(outcome.Errors));
        Assert.Equal(["file.txt"], Directory.GetFileSystemEntries(_scratch.Folder).Select(Path.GetFileName));
    }

    private static void SkipWithoutBrowser()
    {
        if (BrowserPage.Chromium is null) Assert.Skip("no Chromium on this machine; install the package 'chromium'");
    }
}
