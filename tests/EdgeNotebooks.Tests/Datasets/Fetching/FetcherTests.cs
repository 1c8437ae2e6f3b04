using System.IO.Compression;
using System.Text;
using EdgeNotebooks.Datasets;
using EdgeNotebooks.Datasets.Fetching;
using static EdgeNotebooks.Tests.Datasets.Fetching.RoughServer;

namespace EdgeNotebooks.Tests.Datasets.Fetching;

public class FetcherTests
{
    [Fact]
    public async Task AnArchive_IsUnpacked_AsFarAsWanted_AndNotFetchedTwice()
    {
        var zip = Zip(("val/a.txt", "A"), ("val/sub/b.txt", "B"), ("train/c.txt", "C"));
        using var folder = new TempFolder();
        using var server = new RoughServer(request => Reply.To(request, zip));
        var item = Item(server, "set/data.zip", unpack: ["val/"]);
        Assert.Equal([Path.Combine(folder.Path, "set/data.zip")], await Fetch(item, folder));
        Assert.Equal(("A", "B"), (File.ReadAllText(folder["set/val/a.txt"]), File.ReadAllText(folder["set/val/sub/b.txt"])));
        Assert.False(Directory.Exists(folder["set/train"]));
        await Fetch(item, folder);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task AnUnknownHash_IsRecorded_AndComparedLater()
    {
        using var folder = new TempFolder();
        var content = Encoding.ASCII.GetBytes("first");
        using var server = new RoughServer(request => Reply.To(request, content, tag: $"\"{content.Length}\""));
        await Fetch(Item(server, "a.bin"), folder);
        Assert.Contains("\"a.bin\"", File.ReadAllText(folder["fetched.json"]), StringComparison.Ordinal);
        File.Delete(folder["a.bin"]);
        content = Encoding.ASCII.GetBytes("other file");
        await Assert.ThrowsAsync<DownloadException>(() => Fetch(Item(server, "a.bin"), folder));
        Assert.False(File.Exists(folder["a.bin"]));
    }

    [Fact]
    public async Task AFileOfTheUsers_IsTaken_ButAWrongKnownOneIsReplaced()
    {
        using var folder = new TempFolder();
        using var server = new RoughServer(request => Reply.To(request, Encoding.ASCII.GetBytes("right")));
        folder.Write("a.bin", "from elsewhere");
        await Fetch(Item(server, "a.bin"), folder);
        Assert.Empty(server.Requests);
        // printf right | sha256sum
        const string right = "27042f4e6eca7d0b2a7ee4026df2ecfa51d3339e6d122aa099118ecd8563bad9";
        await Fetch(Item(server, "a.bin", sha256: right), folder);
        Assert.Equal("right", File.ReadAllText(folder["a.bin"]));
    }

    [Fact]
    public async Task AnArchiveThatWritesOutside_IsRefused()
    {
        using var folder = new TempFolder();
        var zip = Zip(("../evil.txt", "x"));
        using var server = new RoughServer(request => Reply.To(request, zip));
        await Assert.ThrowsAsync<InvalidDatasetException>(() => Fetch(Item(server, "set/data.zip", unpack: [""]), folder));
        Assert.False(File.Exists(folder["evil.txt"]));
    }

    [Fact]
    public void TheKnownManifest_IsSound()
    {
        var known = FetchManifest.Known;
        Assert.Equal(["fcn", "duc", "resnet", "resnext"], known.Choose("models").Select(item => item.Name));
        // git show of the Git LFS pointer in onnx/models: oid sha256 and size
        var fcn = known.Choose("models", "fcn").Single().Files.Single();
        Assert.Equal((217_069_155, "fd63d026cf4b2e54ef2bffb766914ddbffef9bd7a67eba0e67dbf1514bcf539d"), (fcn.Bytes!.Value, fcn.Sha256));
        Assert.All(known.Items, item => Assert.NotEqual("", item.Licence));
        Assert.All(known.Choose("datasets", "imagenet", "cityscapes"), item => Assert.Contains("data/sets/" + item.Name, item.ByHand!, StringComparison.Ordinal));
        Assert.Contains("closest: 'models'", Assert.Throws<ArgumentException>(() => known.Choose("model")).Message, StringComparison.Ordinal);
        Assert.Contains("coco, imagenet, cityscapes", Assert.Throws<ArgumentException>(() => known.Choose("datasets", "voc")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://x/y", "a", "addresses that begin")]
    [InlineData("http://x/y", "../a", "outside")]
    [InlineData("http://x/y", "/a", "outside")]
    public void AManifest_IsChecked(string url, string path, string words)
    {
        using var folder = new TempFolder();
        var file = folder.Write("m.json", $$"""{"items": [{"kind": "models", "name": "m", "about": "", "licence": "", "files": [{"urls": ["{{url}}"], "path": "{{path}}"}]}]}""");
        Assert.Contains(words, Assert.Throws<InvalidDatasetException>(() => FetchManifest.Load(file)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDatasetException>(() => FetchManifest.Load(folder.Write("n.json", "{\"item\": []}")));
    }

    private static FetchItem Item(RoughServer server, string path, string? sha256 = null, string[]? unpack = null) =>
        new("datasets", "one", "", "", [new([server.Url("x")], path, null, sha256, unpack)]);

    private static async Task<IReadOnlyList<string>> Fetch(FetchItem item, TempFolder folder)
    {
        using var client = new HttpClient();
        return await new Fetcher(new Downloader(client, new() { Attempts = 2, Pause = TimeSpan.Zero })).FetchAsync(item, folder.Path);
    }

    private static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            foreach (var (name, text) in entries)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        return stream.ToArray();
    }
}
