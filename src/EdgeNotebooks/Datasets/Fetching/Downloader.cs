using System.Globalization;
using System.Net;

namespace EdgeNotebooks.Datasets.Fetching;

/// <summary>
/// Downloads files: resumes what was cut off, gives up connections that stall, checks length and SHA-256, and puts a file under its own
/// name only when it is whole and right. Redirects are followed, proxies of the environment are used (both by <see cref="HttpClient"/>).
/// </summary>
public sealed class Downloader(HttpClient client, DownloadSettings? settings = null, TimeProvider? time = null)
{
    private readonly DownloadSettings _settings = settings ?? new();
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Makes sure that a file is there.</summary>
    /// <param name="file">What to get; each address is tried in turn.</param>
    /// <param name="target">Where to put it.</param>
    /// <param name="progress">Told how many bytes have come and how many there are (null: unknown).</param>
    /// <param name="cancel">Stops the download; what has come stays for the next time.</param>
    /// <returns>The file's SHA-256.</returns>
    /// <exception cref="DownloadException">No address gave the file, or what came is another file.</exception>
    public async Task<string> GetAsync(FetchFile file, string target, IProgress<(long Done, long? All)>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        DownloadException? last = null;
        foreach (var url in file.Urls)
        {
            try
            {
                return await From(url, file, target, progress, cancel).ConfigureAwait(false);
            }
            catch (DownloadException e)
            {
                last = e;
            }
        }

        throw last ?? throw new ArgumentException($"no address is given for '{file.Path}'", nameof(file));
    }

    private async Task<string> From(Uri url, FetchFile file, string target, IProgress<(long, long?)>? progress, CancellationToken cancel)
    {
        var part = new PartialFile(target);
        var (isResumed, hasRestarted) = (part.Length > 0, false);
        for (var failures = 0; ;)
        {
            var before = part.Length;
            try
            {
                await Receive(url, file, part, progress, cancel).ConfigureAwait(false);
                var problem = await Problem(file, part, cancel).ConfigureAwait(false);
                if (problem is null) break;
                part.Discard();
                // A part from an earlier time may be what is wrong: once, the whole file is asked for anew.
                if (!isResumed || hasRestarted) throw new DownloadException(url, target, problem);
                hasRestarted = true;
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException)
            {
                if (IsFinal(e)) throw new DownloadException(url, target, Words(e), e);
                failures = part.Length > before ? 1 : failures + 1;
                isResumed |= part.Length > 0;
                if (failures >= _settings.Attempts)
                    throw new DownloadException(url, target, string.Create(CultureInfo.InvariantCulture, $"{Words(e)}; {failures} tries brought nothing more. {part.Length} bytes are kept; run the same command again to go on"), e);
                await Task.Delay(_settings.Pause * Math.Pow(2, failures - 1), _time, cancel).ConfigureAwait(false);
            }
        }

        var sha256 = await part.Sha256(cancel).ConfigureAwait(false);
        part.Finish();
        return sha256;
    }

    private async Task Receive(Uri url, FetchFile file, PartialFile part, IProgress<(long, long?)>? progress, CancellationToken cancel)
    {
        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        stall.CancelAfter(_settings.Stall);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            part.AskForRest(request);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stall.Token).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            {
                // The part is as long as the file, or longer: the check decides, and discards it if need be.
                return;
            }

            if (!response.IsSuccessStatusCode)
                throw new HttpRequestException($"the server answers {(int)response.StatusCode} ({response.ReasonPhrase})", null, response.StatusCode);
            await using var stream = part.Open(response);
            var all = file.Bytes ?? response.Content.Headers.ContentRange?.Length ?? response.Content.Headers.ContentLength;
            await using var body = await response.Content.ReadAsStreamAsync(stall.Token).ConfigureAwait(false);
            var buffer = new byte[1 << 16];
            for (int read; (read = await body.ReadAsync(buffer, stall.Token).ConfigureAwait(false)) > 0;)
            {
                stall.CancelAfter(_settings.Stall);
                await stream.WriteAsync(buffer.AsMemory(0, read), cancel).ConfigureAwait(false);
                progress?.Report((stream.Position, all));
                if (stream.Position > all) return;
            }

            if (stream.Position < all) throw new HttpIOException(HttpRequestError.ResponseEnded, string.Create(CultureInfo.InvariantCulture, $"the connection ended after {stream.Position} of {all} bytes"));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"no byte came for {_settings.Stall.TotalSeconds:0.###} s"));
        }
    }

    private static async Task<string?> Problem(FetchFile file, PartialFile part, CancellationToken cancel)
    {
        if (file.Bytes is { } bytes && part.Length != bytes)
            return string.Create(CultureInfo.InvariantCulture, $"{part.Length} bytes came, {bytes} were expected; the source offers another file than the one that is known");
        if (file.Sha256 is not { } expected) return null;
        var found = await part.Sha256(cancel).ConfigureAwait(false);
        return found == expected ? null : $"its SHA-256 is {found}, expected was {expected}; the file is damaged or another one";
    }

    private static bool IsFinal(Exception e) => e is HttpRequestException { StatusCode: { } status } && (int)status is >= 300 and < 500
        && status is not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests);

    private static string Words(Exception e) => (e is HttpRequestException { StatusCode: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden }
        ? e.Message + "; it wants a login that this command has not" : e.Message).TrimEnd('.');
}
