using System.Globalization;
using System.Text.Json.Nodes;
using EdgeNotebooks.WhatIf;

namespace EdgeNotebooks.Cli.Tests.WhatIf;

/// <summary>The what-if page in the words of its tests.</summary>
internal sealed class PageView(BrowserPage browser)
{
    public static readonly (Quantity Along, string Key, string Name)[] Quantities =
    [
        (Quantity.MobileEdgeMbps, "near", "mobile_edge_mbps"), (Quantity.EdgeCloudMbps, "far", "edge_cloud_mbps"),
        (Quantity.MobileSpeed, "mobile", "mobile_speed"), (Quantity.EdgeSpeed, "edge", "edge_speed"), (Quantity.CloudSpeed, "cloud", "cloud_speed"),
    ];

    public BrowserPage Browser => browser;

    public string Winner => browser.Text("document.getElementById('answer').dataset.winner");

    public double Confidence => browser.Number("document.getElementById('answer').dataset.confidence");

    public string Answer => browser.Text("document.getElementById('answer').innerText");

    /// <summary>The subject that is chosen, and what the fields say.</summary>
    public (string Subject, Conditions At, Wishes Wishes) Asked
    {
        get
        {
            var fields = JsonNode.Parse(browser.Text("""
                JSON.stringify({ subject: document.getElementById("subject").value, links: document.querySelector("[name=links]:checked").value, stays: document.getElementById("stays").checked,
                    without: [...document.querySelectorAll("[name=tier]:not(:checked)")].map(box => box.value), numbers: [...document.querySelectorAll("[type=number]")].map(field => field.value) })
                """))!;
            var texts = fields["numbers"]!.AsArray().Select(text => text!.ToString()).ToArray();
            var numbers = texts.Select(text => text.Length == 0 ? (double?)null : double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
            return (fields["subject"]!.ToString(),
                new(numbers[0]!.Value, numbers[1]!.Value)
                {
                    DelayMs = numbers[2]!.Value,
                    MobileSpeed = numbers[3]!.Value,
                    EdgeSpeed = numbers[4]!.Value,
                    CloudSpeed = numbers[5]!.Value,
                    Links = fields["links"]!.ToString() == "steady" ? LinkBehaviour.Steady : LinkBehaviour.PaperBurst,
                },
                new() { MaxAccuracyLoss = numbers[6], PictureStaysOnMobile = fields["stays"]!.GetValue<bool>(), Unavailable = [.. fields["without"]!.AsArray().Select(tier => tier!.ToString())] });
        }
    }

    /// <summary>Goes to a state as a shared link would.</summary>
    public void Go(string subject, Conditions at, Wishes? wishes = null)
    {
        var hash = string.Create(CultureInfo.InvariantCulture,
            $"#subject={subject}&mobile_edge_mbps={at.MobileEdgeMbps:R}&edge_cloud_mbps={at.EdgeCloudMbps:R}&mobile_speed={at.MobileSpeed:R}&edge_speed={at.EdgeSpeed:R}&cloud_speed={at.CloudSpeed:R}&delay_ms={at.DelayMs:R}&shaper={at.LinksInWords}");
        if (wishes?.MaxAccuracyLoss is { } loss) hash += string.Create(CultureInfo.InvariantCulture, $"&max_accuracy_loss={loss:R}");
        if (wishes?.PictureStaysOnMobile == true) hash += "&picture_stays=yes";
        if (wishes?.Unavailable.Count > 0) hash += $"&without={string.Join(",", wishes.Unavailable)}";
        browser.Value($"new Promise(done => {{ const hash = {BrowserPage.Quoted(hash)}; addEventListener('hashchange', done, {{ once: true }}); if (location.hash === hash) dispatchEvent(new Event('hashchange')); else location.hash = hash; }})");
        browser.Settle();
    }

    /// <summary>The text behind the button that downloads the table, split into header and rows.</summary>
    public string[][] Csv()
    {
        browser.Value("URL.createObjectURL = blob => { window.csvText = blob.text(); return 'data:,'; }; HTMLAnchorElement.prototype.click = () => {};");
        browser.Click("#csv");
        return [.. browser.Text("window.csvText").TrimEnd('\n').Split('\n').Select(line => line.Split(','))];
    }
}
