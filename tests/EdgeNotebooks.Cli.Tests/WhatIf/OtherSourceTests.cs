using EdgeNotebooks.WhatIf;
using EdgeNotebooks.WhatIf.Page;

namespace EdgeNotebooks.Cli.Tests.WhatIf;

/// <summary>The page draws whatever is given as candidates: here three made-up ones, with a cut, three tiers, no accuracy and no resamples.</summary>
public sealed class OtherSourceTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void CandidatesOfAnotherSource_AreComputedAndNamed()
    {
        if (BrowserPage.Chromium is null) Assert.Skip("no Chromium on this machine; install the package 'chromium'");
        PageSubject subject = new("my </script> net", "top1_pct",
        [
            new("mobile", "identity", new(0.1, 2, 0, 0, 8, 0, 0, 0)) { AccuracyPercent = 80, AccuracyLoss = 0 },
            new("mobile_edge_cloud", "partition", new(0, 0.5, 0.5, 0.2, 8, 4, 2, 0.1)) { Label = "cut <b>3 & 7" },
            new("cloud", "earlyexit", new(0, 0, 0, 1, 8, 8, 8, 0)) { AccuracyPercent = 75, AccuracyLoss = 5 },
        ]);
        PageSource source = new([subject], "made up for a test", ["Nothing was measured."]);
        WhatIfPage page = new(source, subject.Name, new(10, 10) { Links = LinkBehaviour.Steady }, new());
        using var browser = new BrowserPage($"file://{_scratch.File("other.html", page.Html)}");
        var view = new PageView(browser);

        // By hand, 10 Mbit/s everywhere: 0.1 + 2 + 0.8; 0.5 + 0.5 + 0.2 + 0.8 + 0.4 + 0.2; 1 + 0.8 + 0.8 + 0.8.
        Assert.Equal([2.9, 2.6, 3.4], Latencies());
        Assert.Equal("mobile_edge_cloud:partition:cut <b>3 & 7", view.Winner);
        Assert.Contains("Run partition (cut <b>3 & 7) on mobile_edge_cloud", view.Answer);
        Assert.Contains("not known", view.Answer);
        Assert.DoesNotContain("resamples", view.Answer);
        Assert.Contains("made up for a test", browser.Text("document.body.innerText"));

        // Mobile four times as fast: 0.1 + 0.5 + 0.8; 0.125 + 0.5 + 0.2 + 1.4. With paper-burst links, of the second's hops each 0.1 s is free.
        browser.Type("#mobile-number", "4");
        Assert.Equal([1.4, 2.225, 3.4], Latencies());
        browser.Click("[name=links][value=paper-burst] + span");
        Assert.Equal([1.4, 1.925, 3.4], Latencies());

        // An unknown accuracy keeps to no tolerance; the cloud sees the picture.
        browser.Type("#mobile-number", "0.25");
        browser.Type("#loss-number", "50");
        Assert.Equal("cloud:earlyexit", view.Winner);
        Assert.Equal("5 mobile:identity cloud:earlyexit", browser.Text("(({ value, below, above }) => `${value} ${below} ${above}`)(document.querySelector('[data-along=max_accuracy_loss]').dataset)"));
        browser.Click("#stays");
        Assert.Equal("mobile:identity", view.Winner);

        double[] Latencies()
        {
            var csv = view.Csv();
            var column = Array.IndexOf(csv[0], "latency_s");
            return [.. csv.Skip(1).Select(row => Math.Round(double.Parse(row[column]), 9))];
        }
    }
}
