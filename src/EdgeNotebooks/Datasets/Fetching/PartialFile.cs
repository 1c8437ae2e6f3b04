using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace EdgeNotebooks.Datasets.Fetching;

/// <summary>
/// What has come of a download so far, in <c>NAME.part</c> beside the target; <c>NAME.part.tag</c> says which version of the file it is a
/// part of, so that parts of two versions are never joined.
/// </summary>
internal sealed class PartialFile(string target)
{
    private readonly string _part = target + ".part";
    private readonly string _tag = target + ".part.tag";

    public long Length => File.Exists(_part) ? new FileInfo(_part).Length : 0;

    /// <summary>Asks for what is missing, of the same version only.</summary>
    public void AskForRest(HttpRequestMessage request)
    {
        if (Length == 0 || !File.Exists(_tag)) return;
        request.Headers.Range = new(Length, null);
        if (EntityTagHeaderValue.TryParse(File.ReadAllText(_tag), out var tag)) request.Headers.IfRange = new(tag);
        else if (DateTimeOffset.TryParse(File.ReadAllText(_tag), System.Globalization.CultureInfo.InvariantCulture, out var date)) request.Headers.IfRange = new(date);
        else request.Headers.Range = null;
    }

    /// <summary>Opens for writing where the response goes on: behind what is there, or at the start.</summary>
    /// <exception cref="IOException">Another process downloads the same file.</exception>
    public FileStream Open(HttpResponseMessage response)
    {
        var goesOn = response.Content.Headers.ContentRange is { From: { } from } && from == Length && Length > 0;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(target))!);
        var stream = new FileStream(_part, goesOn ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.None);
        var tag = response.Headers.ETag is { IsWeak: false } strong ? strong.ToString() : response.Content.Headers.LastModified?.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        if (tag is null) File.Delete(_tag);
        else File.WriteAllText(_tag, tag);
        return stream;
    }

    public async Task<string> Sha256(CancellationToken cancel) => await Sha256Of(_part, cancel).ConfigureAwait(false);

    public void Discard()
    {
        File.Delete(_part);
        File.Delete(_tag);
    }

    public void Finish()
    {
        File.Move(_part, target, overwrite: true);
        File.Delete(_tag);
    }

    public static async Task<string> Sha256Of(string file, CancellationToken cancel)
    {
        await using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel).ConfigureAwait(false));
    }
}
