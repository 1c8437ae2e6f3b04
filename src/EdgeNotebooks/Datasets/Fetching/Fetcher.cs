using System.IO.Compression;

namespace EdgeNotebooks.Datasets.Fetching;

/// <summary>Brings one item of a manifest into a folder: what is there already is checked, what is missing is downloaded, archives are unpacked.</summary>
public sealed class Fetcher(Downloader downloader)
{
    /// <summary>
    /// Makes sure that all files of an item are in a folder. A file whose hash nobody knows and that is there (put there by the user) is
    /// taken as it is, and its hash recorded.
    /// </summary>
    /// <param name="item">What to fetch; an item that only the user can get has no files.</param>
    /// <param name="folder">The target folder; made if need be.</param>
    /// <param name="progress">Told which file how many bytes have come of, and how many there are (null: unknown).</param>
    /// <param name="cancel">Stops the download; what has come stays for the next time.</param>
    /// <returns>The files, each whole and checked.</returns>
    /// <exception cref="DownloadException">A file could not be had, or differs from the one that is known.</exception>
    public async Task<IReadOnlyList<string>> FetchAsync(
        FetchItem item, string folder, IProgress<(string File, long Done, long? All)>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(item);
        Directory.CreateDirectory(folder);
        var hashes = new FetchedHashes(folder);
        var paths = new List<string>();
        foreach (var file in item.Files)
        {
            var path = Path.Combine(folder, file.Path);
            var known = file.Sha256 is null ? file with { Sha256 = hashes.Of(file.Path) } : file;
            if (known.Sha256 is null && File.Exists(path)) hashes.Record(file.Path, await PartialFile.Sha256Of(path, cancel).ConfigureAwait(false));
            else if (!await IsThere(known, path, cancel).ConfigureAwait(false))
            {
                var report = progress is null ? null : new Forward(file.Path, progress);
                var sha256 = await downloader.GetAsync(known, path, report, cancel).ConfigureAwait(false);
                if (known.Sha256 is null) hashes.Record(file.Path, sha256);
            }

            if (file.Unpack is { } prefixes) Unpack(path, prefixes, cancel);
            paths.Add(path);
        }

        return paths;
    }

    /// <summary>A file that is there and right is not downloaded again; a wrong one is, and replaced when the right one is whole.</summary>
    private static async Task<bool> IsThere(FetchFile file, string path, CancellationToken cancel) =>
        File.Exists(path) && (file.Bytes is null || new FileInfo(path).Length == file.Bytes)
            && file.Sha256 is { } expected && await PartialFile.Sha256Of(path, cancel).ConfigureAwait(false) == expected;

    private static void Unpack(string archive, IReadOnlyList<string> prefixes, CancellationToken cancel)
    {
        var folder = Path.GetFullPath(Path.GetDirectoryName(archive)!);
        using var zip = OpenZip(archive);
        foreach (var entry in zip.Entries.Where(entry => entry.Name.Length > 0 && prefixes.Any(prefix => entry.FullName.StartsWith(prefix, StringComparison.Ordinal))))
        {
            cancel.ThrowIfCancellationRequested();
            var target = Path.GetFullPath(Path.Combine(folder, entry.FullName));
            if (!target.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                throw new InvalidDatasetException(archive, $"its entry '{entry.FullName}' would be written outside '{folder}'; the archive is not to be trusted");
            if (new FileInfo(target) is { Exists: true } there && there.Length == entry.Length) continue;
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            entry.ExtractToFile(target + ".part", overwrite: true);
            File.Move(target + ".part", target, overwrite: true);
        }
    }

    private static ZipArchive OpenZip(string archive)
    {
        try
        {
            return ZipFile.OpenRead(archive);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDatasetException(archive, "this is no zip archive; delete it and fetch it again", inner: e);
        }
    }

    private sealed class Forward(string file, IProgress<(string, long, long?)> progress) : IProgress<(long Done, long? All)>
    {
        public void Report((long Done, long? All) value) => progress.Report((file, value.Done, value.All));
    }
}
