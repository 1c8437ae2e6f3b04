using System.Text.Json;
using EdgeNotebooks.Imaging;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Subjects;
using EdgeNotebooks.Tiers;
using EdgeNotebooks.Tiers.Limits;
using EdgeNotebooks.Transport;
using EdgeNotebooks.Transport.Messages;

namespace EdgeNotebooks.Emulation;

/// <summary>A model on the tiers of a lab, ready to be asked.</summary>
public sealed class DeployedModel
{
    private readonly Lab _lab;
    private readonly SemaphoreSlim _warming = new(1);
    private readonly string? _passed;
    private readonly ILabTier[] _route;
    private volatile bool _isWarm;

    internal DeployedModel(Lab lab, Deployment deployment, string name, IReadOnlyList<string> served, IReadOnlyList<IReadOnlyList<string>> passed) =>
        (_lab, Deployment, Name, ServedNames, _passed, _route) = (lab, deployment, name, served, passed.Any(names => names.Count > 0) ? JsonSerializer.Serialize(passed) : null, [.. deployment.Route.Select(lab.Tier)]);

    /// <summary>Where its parts run.</summary>
    public Deployment Deployment { get; }

    /// <summary>What the whole is called.</summary>
    public string Name { get; }

    /// <summary>The names that the parts are served under.</summary>
    public IReadOnlyList<string> ServedNames { get; }

    /// <summary>Loads every part on its tier; the first warm request does it otherwise, before its time begins.</summary>
    /// <exception cref="TierFailedException">A tier cannot load its part.</exception>
    public async Task WarmAsync(CancellationToken cancel = default)
    {
        await _warming.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            if (_isWarm) return;
            foreach (var (model, tier) in ServedNames.Zip(Deployment.Tiers))
            {
                await _lab.BringAsync(model, _lab.Tier(tier), cancel).ConfigureAwait(false);
                using var answer = await AskAsync(() => _lab.Client.AskAsync(HttpMethod.Post, _lab.Tier(tier).Status.Url, $"v2/repository/models/{model}/load", json: null, cancel), tier).ConfigureAwait(false);
                if (!answer.IsSuccess) throw TierErrors.Of(answer, tier, model);
            }

            _isWarm = true;
        }
        finally
        {
            _warming.Release();
        }
    }

    /// <summary>Frees the memory that its parts take on the tiers; the next warm request loads them again.</summary>
    /// <exception cref="TierFailedException">A tier has ended.</exception>
    public async Task UnloadAsync(CancellationToken cancel = default)
    {
        await _warming.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            _isWarm = false;
            foreach (var (model, tier) in ServedNames.Zip(Deployment.Tiers))
                using (await AskAsync(() => _lab.Client.AskAsync(HttpMethod.Post, _lab.Tier(tier).Status.Url, $"v2/repository/models/{model}/unload", json: null, cancel), tier).ConfigureAwait(false))
                {
                    // One that was never loaded cannot be unloaded, which is no failure.
                }
        }
        finally
        {
            _warming.Release();
        }
    }

    /// <summary>Sends tensors, by the names of the first part's inputs.</summary>
    /// <exception cref="TierFailedException">A tier has ended, does not answer in time, or refuses the request.</exception>
    /// <exception cref="TierLimitException">A tier exceeded its memory, or requests overlap that the machine cannot run together.</exception>
    public Task<TierReply> InferAsync(IReadOnlyDictionary<string, Tensor> inputs, RequestSettings? settings = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return InferAsync([.. inputs.Select(input => WireTensor.Of(input.Key, input.Value))], settings ?? new(), subject: null, cancel);
    }

    /// <summary>Sends a picture file; the first part's tier prepares it, and the last part's makes the answer.</summary>
    /// <param name="picture">The bytes of a PNG or JPEG file.</param>
    /// <param name="settings">How the request is made.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="ArgumentException">Neither the settings nor the model's name tell which subject's serving it needs.</exception>
    /// <exception cref="TierFailedException">A tier has ended, does not answer in time, or refuses the request: no picture, for example.</exception>
    /// <exception cref="TierLimitException">A tier exceeded its memory, or requests overlap that the machine cannot run together.</exception>
    public Task<TierReply> InferAsync(byte[] picture, RequestSettings? settings = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(picture);
        settings ??= new();
        var name = Path.GetFileNameWithoutExtension(Name);
        var subject = settings.Subject ?? (SubjectCatalog.Names.Contains(name) ? name
            : throw new ArgumentException($"'{Name}' is no subject's name; say whose serving pictures need by RequestSettings.Subject, one of {string.Join(", ", SubjectCatalog.Names)}", nameof(settings)));
        return InferAsync([WireTensor.OfBytes(SubjectCatalog.Require(subject).InputName, picture)], settings, subject, cancel);
    }

    /// <summary>Sends a decoded picture as a PNG file.</summary>
    /// <inheritdoc cref="InferAsync(byte[], RequestSettings, CancellationToken)"/>
    public Task<TierReply> InferAsync(Picture picture, RequestSettings? settings = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return InferAsync(PictureCodec.ToPng(picture), settings, cancel);
    }

    private async Task<TierReply> InferAsync(IReadOnlyList<WireTensor> tensors, RequestSettings settings, string? subject, CancellationToken cancel)
    {
        _lab.Enter();
        try
        {
            if (!_isWarm && (!settings.IsCold || _lab.IsRemote)) await WarmAsync(cancel).ConfigureAwait(false);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(settings.Timeout);
            var (steal, held) = (Steal.Seconds, Held());
            var levels = Levels();
            var start = PreciseClock.Now;
            var request = MessageWriter.WriteRequest(Message(tensors, settings, subject), settings.Encoding);
            var encoded = PreciseClock.Now;
            var first = Deployment.Route[0];
            using var answer = await AskAsync(() => _lab.Client.InferAsync(_lab.Entry, ServedNames[0], request, limit.Token), first, settings, cancel).ConfigureAwait(false);
            var answered = PreciseClock.Now;
            if (!answer.IsSuccess) throw TierErrors.Of(answer, first, ServedNames[0]);
            var reply = Outputs(answer);
            var decoded = PreciseClock.Now;
            return new TierReply
            {
                Outputs = reply.Tensors,
                Answer = reply.Answer,
                Breakdown = Breakdown.Of(encoded - start, answered - encoded, answer.Hops, decoded - answered),
                LatencySeconds = decoded - encoded,
                RequestBytes = request.Length,
                Seams = answer.Seams,
                BucketLevels = levels,
                ThrottledSeconds = Since(held, answer.Hops),
                StealSeconds = Steal.Seconds - steal,
            };
        }
        finally
        {
            _lab.Leave();
        }
    }

    private InferMessage Message(IReadOnlyList<WireTensor> tensors, RequestSettings settings, string? subject)
    {
        var then = string.Join(',', ServedNames.Zip(Deployment.Tiers).Skip(1).Select(part => $"{part.First}@{part.Second}"));
        var parameters = new Dictionary<string, object>
        {
            [RouteParameters.Tier] = Deployment.Tiers[0],
            [RouteParameters.Encoding] = settings.Encoding.ToString().ToLowerInvariant(),
        };
        if (then.Length > 0) parameters[RouteParameters.Then] = then;
        if (_passed is not null) parameters[RouteParameters.Pass] = _passed;
        if (settings.IsCold) parameters[RouteParameters.Session] = "cold";
        if (settings.Seam != SeamCompression.None) parameters[RouteParameters.Seam] = SeamPacking.NameOf(settings.Seam);
        if (subject is not null) parameters[RouteParameters.Subject] = subject;
        return new InferMessage { Parameters = parameters, Tensors = tensors, Requested = [.. settings.Outputs.Select(output => new RequestedOutput(output, IsBinary: null))] };
    }

    /// <summary>Bytes that would cross each limited link of the route at once.</summary>
    private Dictionary<string, double> Levels()
    {
        var levels = new Dictionary<string, double>();
        foreach (var tier in _route)
            if (tier.Gauges is { } gauges && _lab.Links.Into(tier.Tier.Name) is { Mbps: not null } link) levels[tier.Tier.Name] = gauges.LevelOf(link);
        return levels;
    }

    /// <summary>For how long each tier of the route was held back until now by what stands behind its pacing; null where nothing counts it.</summary>
    private double?[] Held()
    {
        var held = new double?[_route.Length];
        for (var i = 0; i < held.Length; i++) held[i] = _route[i].Tier.Cpus is null ? null : _route[i].Gauges?.HeldSeconds;
        return held;
    }

    /// <summary>For how long it was since then, by the kernel or signals and by its own pacing.</summary>
    private Dictionary<string, double> Since(double?[] before, IReadOnlyList<HopTimes> hops)
    {
        var held = new Dictionary<string, double>();
        foreach (var hop in hops)
            if (hop.Parts.Any(part => part.Key == HopTimes.Paced)) held[hop.Tier] = hop[HopTimes.Paced];
        var now = Held();
        for (var i = 0; i < now.Length; i++)
            if (now[i] - before[i] is { } seconds) held[_route[i].Tier.Name] = held.GetValueOrDefault(_route[i].Tier.Name) + seconds;
        return held;
    }

    private static (IReadOnlyDictionary<string, Tensor> Tensors, string? Answer) Outputs(TierAnswer answer)
    {
        var message = answer.Read();
        var text = message.Tensors.FirstOrDefault(tensor => tensor.Datatype == WireType.Bytes)?.ToByteStrings();
        // The answer's buffer is used again for the next one.
        return (message.Tensors.Where(tensor => tensor.Datatype != WireType.Bytes).ToDictionary(tensor => tensor.Name, tensor => (tensor with { Content = tensor.Content.ToArray() }).ToTensor()),
            text is [var only, ..] ? System.Text.Encoding.UTF8.GetString(only.Span) : null);
    }

    private static async Task<TierAnswer> AskAsync(Func<Task<TierAnswer>> ask, string tier, RequestSettings? settings = null, CancellationToken cancel = default)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (HttpRequestException e)
        {
            throw new TierFailedException(tier, $"tier '{tier}' does not answer: {e.Message}; if its process has ended, start the lab again", e);
        }
        catch (OperationCanceledException e) when (settings is not null && !cancel.IsCancellationRequested)
        {
            throw new TierFailedException(tier, FormattableString.Invariant($"the request took longer than {settings.Timeout.TotalSeconds:0.###} s (RequestSettings.Timeout)"), e);
        }
    }
}
