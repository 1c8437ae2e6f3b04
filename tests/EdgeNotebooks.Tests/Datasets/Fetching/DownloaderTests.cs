using System.Security.Cryptography;
using EdgeNotebooks.Datasets.Fetching;
using static EdgeNotebooks.Tests.Datasets.Fetching.RoughServer;

namespace EdgeNotebooks.Tests.Datasets.Fetching;

public class DownloaderTests
{
    private static readonly byte[] s_file = RandomNumberGenerator.GetBytes(300_000);
    private static readonly string s_sha256 = Convert.ToHexStringLower(SHA256.HashData(s_file));

    [Fact]
    public async Task AWholeFile_IsThere_AndNothingElse()
    {
        using var folder = new TempFolder();
        using var server = new RoughServer(request => Reply.To(request, s_file));
        Assert.Equal(s_sha256, await Get(server, folder));
        Same(folder);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ATruncatedOrStalledConnection_IsResumed_WhereItStopped(bool stalls)
    {
        using var folder = new TempFolder();
        using var server = new RoughServer(request => request.Number < 2 ? Reply.To(request, s_file, sent: 100_000, stalls: stalls) : Reply.To(request, s_file));
        await Get(server, folder);
        Same(folder);
        Assert.Equal(3, server.Requests.Count);
        Assert.Equal("\"v1\"", server.Requests[1].IfRange);
        Assert.True(server.Requests[2].From > server.Requests[1].From && server.Requests[1].From > 0);
    }

    [Fact]
    public async Task ACorruptedResume_IsDownloadedAnew_Once()
    {
        using var folder = new TempFolder();
        using var server = new RoughServer(request => request.Number == 0 ? Reply.To(request, new byte[300_000], sent: 100_000) : Reply.To(request, s_file));
        await Get(server, folder);
        Same(folder);
        Assert.Equal([0, 100_000, 0], server.Requests.Select(request => request.From));
    }

    [Fact]
    public async Task AFileThatIsNotTheKnownOne_IsRefused_AndNothingStays()
    {
        using var folder = new TempFolder();
        using var server = new RoughServer(request => Reply.To(request, [.. s_file[..^1], (byte)~s_file[^1]]));
        var error = await Assert.ThrowsAsync<DownloadException>(() => Get(server, folder));
        Assert.Contains($"expected was {s_sha256}", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path));
        using var shorter = new RoughServer(request => Reply.To(request, s_file[..200_000]));
        Assert.Contains("300000", (await Assert.ThrowsAsync<DownloadException>(() => Get(shorter, folder))).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["file.bin"]));
    }

    [Fact]
    public async Task AServerThatAlwaysCutsAndCorrupts_EndsTheDownload()
    {
        using var folder = new TempFolder();
        using var server = new RoughServer(request => Reply.To(request, new byte[300_000], sent: 100_000));
        await Assert.ThrowsAsync<DownloadException>(() => Get(server, folder));
        Assert.False(File.Exists(folder["file.bin"]));
        Assert.True(server.Requests.Count < 20);
    }

    [Fact]
    public async Task AnotherVersion_IsNotJoinedToAnOldPart()
    {
        using var folder = new TempFolder();
        using var server = new RoughServer(request => request.Number == 0 ? Reply.To(request, new byte[300_000], sent: 100_000) : Reply.To(request, s_file, tag: "\"v2\""));
        await Get(server, folder);
        Same(folder);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task WhatCame_StaysForTheNextTime()
    {
        using var folder = new TempFolder();
        using var dead = new RoughServer(request => request.Number == 0 ? Reply.To(request, s_file, sent: 120_000) : new("503 Busy", "", []));
        Assert.Contains("120000 bytes are kept", (await Assert.ThrowsAsync<DownloadException>(() => Get(dead, folder))).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["file.bin"]));
        using var server = new RoughServer(request => Reply.To(request, s_file));
        await Get(server, folder);
        Same(folder);
        Assert.Equal([120_000], server.Requests.Select(request => request.From));
    }

    [Fact]
    public async Task Redirects_AreFollowed_AndLoopsEnd()
    {
        using var folder = new TempFolder();
        using var server = new RoughServer(request => request.Path switch
        {
            "there" => Reply.To(request, s_file),
            "loop" => new("302 Found", "Location: /loop\r\n", []),
            _ => new("302 Found", "Location: /there\r\n", []),
        });
        await Get(server, folder);
        Same(folder);
        Assert.Contains("302", (await Assert.ThrowsAsync<DownloadException>(() => Get(server, folder, "loop"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("404 Not Found", "404", 1)]
    [InlineData("403 Forbidden", "login", 1)]
    [InlineData("500 Oops", "3 tries", 3)]
    public async Task ARefusal_IsFinal_AndABusyServerIsAskedAgain(string status, string words, int requests)
    {
        using var folder = new TempFolder();
        using var server = new RoughServer(_ => new(status, "Content-Length: 0\r\n", []));
        Assert.Contains(words, (await Assert.ThrowsAsync<DownloadException>(() => Get(server, folder))).Message, StringComparison.Ordinal);
        Assert.Equal(requests, server.Requests.Count);
    }

    [Fact]
    public async Task TheSecondAddress_IsTried_WhenTheFirstFails()
    {
        using var folder = new TempFolder();
        using var server = new RoughServer(request => request.Path == "gone" ? new("410 Gone", "", []) : Reply.To(request, s_file));
        await Get(server, folder, "gone", "mirror");
        Same(folder);
    }

    [Fact]
    public async Task Cancelling_StopsAtOnce_AndKeepsThePart()
    {
        using var folder = new TempFolder();
        using var server = new RoughServer(request => Reply.To(request, s_file, sent: 100_000, stalls: true));
        using var cancel = new CancellationTokenSource();
        using var client = new HttpClient();
        var progress = new Synchronous(value => { if (value.Done >= 100_000) cancel.Cancel(); });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new Downloader(client).GetAsync(File1(server, "x"), folder["file.bin"], progress, cancel.Token));
        Assert.Equal(100_000, new FileInfo(folder["file.bin.part"]).Length);
    }

    private static async Task<string> Get(RoughServer server, TempFolder folder, params string[] paths)
    {
        using var client = new HttpClient();
        var settings = new DownloadSettings { Attempts = 3, Pause = TimeSpan.Zero, Stall = TimeSpan.FromSeconds(0.3) };
        return await new Downloader(client, settings).GetAsync(File1(server, paths is [] ? ["x"] : paths), folder["file.bin"]);
    }

    private static FetchFile File1(RoughServer server, params string[] paths) => new([.. paths.Select(server.Url)], "file.bin", s_file.Length, s_sha256);

    private static void Same(TempFolder folder)
    {
        Assert.Equal(s_file, File.ReadAllBytes(folder["file.bin"]));
        Assert.Equal([folder["file.bin"]], Directory.GetFiles(folder.Path));
    }

    private sealed class Synchronous(Action<(long Done, long? All)> action) : IProgress<(long Done, long? All)>
    {
        public void Report((long Done, long? All) value) => action(value);
    }
}
