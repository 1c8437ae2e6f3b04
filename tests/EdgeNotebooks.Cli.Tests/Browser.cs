using System.Diagnostics;
using System.Text.RegularExpressions;

namespace EdgeNotebooks.Cli.Tests;

/// <summary>A page in headless Chromium with the network cut off.</summary>
public static class Browser
{
    /// <summary>The page's document after its scripts ran; skips the test where there is no browser.</summary>
    public static string Dom(string page)
    {
        if (BrowserPage.Chromium is null) Assert.Skip("no Chromium on this machine; install the package 'chromium'");
        var profile = Directory.CreateTempSubdirectory("edgenb-chromium-").FullName;
        var start = new ProcessStartInfo(BrowserPage.Chromium,
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND", $"--user-data-dir={profile}",
            "--window-size=1200,3000", "--virtual-time-budget=20000", "--dump-dom", $"file://{page}",
        ])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var dom = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Directory.Delete(profile, recursive: true);
        return dom;
    }

    /// <summary>How many elements of the document have this class attribute, scripts left out.</summary>
    public static int Count(string dom, string classAttribute) =>
        Regex.Count(Regex.Replace(dom, "<script.*?</script>", "", RegexOptions.Singleline), $"class=\"{Regex.Escape(classAttribute)}\"");
}
