using EdgeNotebooks.Analysis;
using EdgeNotebooks.WhatIf;

namespace EdgeNotebooks.Cli.Tests.WhatIf;

/// <summary>The page as the command writes it, open in a browser, and the library's own profile beside it.</summary>
public sealed class PageFixture : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly Lazy<WhatIfProfile> _profile = new(() => WhatIfProfile.Of(Study.Open()));
    private readonly Lazy<BrowserPage> _browser;

    public PageFixture() => _browser = new(() =>
    {
        var outcome = Edgenb.Run(Edgenb.Root, "whatif", "page", "--out", File);
        Assert.True(outcome.Status == 0, outcome.Error);
        return new($"file://{File}");
    });

    public string File => _scratch.Path("whatif.html");

    public WhatIfProfile Profile => _profile.Value;

    /// <summary>The open page; skips the test where there is no browser.</summary>
    public BrowserPage Browser
    {
        get
        {
            if (BrowserPage.Chromium is null) Assert.Skip("no Chromium on this machine; install the package 'chromium'");
            return _browser.Value;
        }
    }

    public string Folder => _scratch.Path("");

    public void Dispose()
    {
        if (_browser.IsValueCreated) _browser.Value.Dispose();
        _scratch.Dispose();
    }
}
