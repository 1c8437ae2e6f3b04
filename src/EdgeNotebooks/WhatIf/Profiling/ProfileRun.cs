using System.Diagnostics;
using System.Globalization;
using EdgeNotebooks.Display;
using EdgeNotebooks.Emulation;
using EdgeNotebooks.Experiments;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Operators.EarlyExit;
using EdgeNotebooks.Operators.Partition;
using EdgeNotebooks.Tiers;
using EdgeNotebooks.Transport.Messages;
using EdgeNotebooks.WhatIf.Predicting;

namespace EdgeNotebooks.WhatIf.Profiling;

/// <summary>Measures a profile: every part on every tier in turn, so that a busy moment of the machine meets all alike.</summary>
internal sealed class ProfileRun(OnnxModel model, ProfileOptions options, CancellationToken cancel)
{
    private readonly ProfileInputs _inputs = new(model, options);
    private readonly PartTimings _timings = new(options);
    private readonly QuietMoments _moments = new();

    /// <summary>Measures on the lab, or starts labs.</summary>
    public async Task<DeploymentProfile> MeasureAsync(Lab? lab)
    {
        var models = Models(out var note);
        var pieces = models.Select(one => Pieces(one.Model, one.Table)).ToArray();
        IReadOnlyList<ProfiledTier> tiers = [];
        using (var work = Work.Begin($"profiling {Name}", (long)options.Restarts * options.Sessions.Count * MeasuredTiers.Count * pieces.Sum(one => one.Count), "parts"))
        {
            for (var restart = 0; restart < options.Restarts; restart++)
            {
                cancel.ThrowIfCancellationRequested();
                var own = lab is null ? await Lab.StartAsync(options.Scale is null ? options.Tiers : TierProfile.Unlimited, settings: options.Lab, cancel: cancel).ConfigureAwait(false) : null;
                try
                {
                    var now = lab ?? own!;
                    if (now.IsRemote) Admit(now);
                    tiers = TiersOf(now);
                    await FreshTiers.SettleAsync(now, model, options.Subject ?? "model", options.Sessions.SelectMany(Requests), (deployed, request) => SendAsync(deployed, pieces[0][0], request), cancel).ConfigureAwait(false);
                    for (var i = 0; i < pieces.Length; i++) await MeasureAsync(now, i, pieces[i], work).ConfigureAwait(false);
                    if (options.Scale is not null) continue;
                    for (var i = 0; i < pieces.Length; i++) await MeasureAloneAsync(now, i, pieces[i][0]).ConfigureAwait(false);
                }
                finally
                {
                    if (own is not null) await own.DisposeAsync().ConfigureAwait(false);
                }
            }
        }

        return Profile(models, tiers, note, lab?.IsRemote == true);
    }

    /// <summary>Predictions need all three tiers, and add the links themselves.</summary>
    private static void Admit(Lab elsewhere)
    {
        if (Tier.Order.FirstOrDefault(name => elsewhere.Tiers.All(tier => tier.Tier.Name != name)) is { } missing)
            throw new ArgumentException($"tier '{missing}' is missing; a profile needs mobile, edge and cloud");
        if (Tier.Order.FirstOrDefault(name => elsewhere.Links.Into(name) is { Mbps: not null } or { DelayMs: > 0 }) is { } limited)
            throw new ArgumentException($"tier '{limited}' was started with a limited link ({elsewhere.Links.Into(limited)}), which predictions would count a second time; start it without --link-mbps and --delay-ms");
    }

    /// <summary>The model's name without its folder, which is of this machine alone.</summary>
    private string Name => Path.GetFileName(model.Label);

    private IReadOnlyList<string> MeasuredTiers => options.Scale is null ? Tier.Order : [Tier.Order[0]];

    private List<(string Operator, OnnxModel Model, CutTable Table)> Models(out string? note)
    {
        note = null;
        var models = new List<(string, OnnxModel, CutTable)> { ("identity", model, new CutTable(model, _inputs.Tensors)) };
        if (options.Int8 && _inputs.Quantized(out note) is { } quantized) models.Add(("quantize", quantized, new CutTable(quantized, _inputs.Tensors)));
        return models;
    }

    private List<Piece> Pieces(OnnxModel whole, CutTable table)
    {
        var pieces = new List<Piece> { new(whole, PartSide.Whole, null, _inputs.Tensors, _inputs.Picture) };
        foreach (var cut in table.Anchors(options.Anchors))
        {
            var parts = whole.Partition(table.Cuts[cut].Tensors).Parts;
            using var session = Session.Open(parts[0]);
            var seam = session.Run(_inputs.Tensors);
            pieces.Add(new(parts[0], PartSide.Prefix, cut, Taken(parts[0], _inputs.Tensors), null));
            pieces.Add(new(parts[1], PartSide.Suffix, cut, Taken(parts[1], seam), null));
        }

        return pieces;
    }

    private static Dictionary<string, Tensor> Taken(OnnxModel part, IReadOnlyDictionary<string, Tensor> tensors) =>
        part.Inputs.Where(input => tensors.ContainsKey(input.Name)).ToDictionary(input => input.Name, input => tensors[input.Name]);

    private async Task MeasureAsync(Lab lab, int model, List<Piece> pieces, Work work)
    {
        foreach (var piece in pieces)
        {
            var deployed = MeasuredTiers.ToDictionary(tier => tier, tier => lab.Deploy([piece.Model], Deployment.Parse(tier), options.Subject ?? "model"));
            foreach (var session in options.Sessions)
            {
                await MeasureAsync(lab, deployed, model, session, piece).ConfigureAwait(false);
                work.Advance(deployed.Count);
            }

            // A large model's parts together would not fit the tier's memory.
            if (!options.Sessions.Contains("warm") || piece.Side == PartSide.Whole) continue;
            foreach (var one in deployed.Values) await one.UnloadAsync(cancel).ConfigureAwait(false);
        }
    }

    private async Task MeasureAsync(Lab lab, Dictionary<string, DeployedModel> deployed, int model, string session, Piece piece)
    {
        await InTurnAsync(deployed, session, piece, -Warmups(session), () => false).ConfigureAwait(false);
        for (var run = 0; run < options.Runs;)
        {
            var runs = await InQuietAsync(lab, () =>
            {
                var begin = Stopwatch.GetTimestamp();
                return InTurnAsync(deployed, session, piece, run, () => Stopwatch.GetElapsedTime(begin).TotalSeconds >= QuietMoments.Seconds);
            }).ConfigureAwait(false);
            foreach (var (tier, encoding, reply, bytes) in runs) _timings.Add(new(model, tier, session, piece.Side, piece.Cut), encoding.ToString().ToLowerInvariant(), reply, bytes);
            run += runs.Count / deployed.Count;
        }
    }

    /// <summary>Behind all parts of a start: right after it requests of some milliseconds are slower than the same ones later on.</summary>
    private async Task MeasureAloneAsync(Lab lab, int model, Piece whole)
    {
        foreach (var tier in MeasuredTiers)
        {
            var deployed = lab.Deploy([whole.Model], Deployment.Parse(tier), options.Subject ?? "model");
            foreach (var session in options.Sessions)
            {
                for (var run = 0; run < Warmups(session); run++) await AloneAsync(deployed, session, whole).ConfigureAwait(false);
                for (var run = 0; run < options.Runs; run++) _timings.AddAlone(model, tier, session, await InQuietAsync(lab, () => AloneAsync(deployed, session, whole)).ConfigureAwait(false));
            }
        }
    }

    /// <summary>What this machine does says nothing of tiers elsewhere.</summary>
    private Task<T> InQuietAsync<T>(Lab lab, Func<Task<T>> measure) => lab.IsRemote ? measure() : _moments.MeasureAsync(measure, cancel);

    /// <summary>Request by request on the tiers in turn: one that is asked without a pause has its code and data at hand, as no tier of a divided model has.</summary>
    /// <param name="deployed">The piece on each tier.</param>
    /// <param name="session"><c>warm</c> or <c>cold</c>.</param>
    /// <param name="piece">What is sent.</param>
    /// <param name="run">Number of the first run; those below 0 are to warm up.</param>
    /// <param name="isEnough">Whether to stop behind a run before the last one.</param>
    private async Task<List<(string Tier, WireEncoding Encoding, TierReply Reply, long Bytes)>> InTurnAsync(Dictionary<string, DeployedModel> deployed, string session, Piece piece, int run, Func<bool> isEnough)
    {
        var replies = new List<(string, WireEncoding, TierReply, long)>();
        var (requests, end) = (Requests(session), run < 0 ? 0 : options.Runs);
        do
        {
            foreach (var tier in MeasuredTiers)
            {
                cancel.ThrowIfCancellationRequested();
                var settings = requests[run & 1];
                var reply = await SendAsync(deployed[tier], piece, settings).ConfigureAwait(false);
                // Tensors of a large seam are not kept.
                replies.Add((tier, settings.Encoding, reply with { Outputs = new Dictionary<string, Tensor>() }, ReplyBytes(reply, settings.Encoding)));
            }
        }
        while (++run < end && !isEnough());
        return replies;
    }

    /// <summary>Latency of requests to one tier without others between them: the median of some.</summary>
    private async Task<double> AloneAsync(DeployedModel deployed, string session, Piece piece)
    {
        var latencies = new List<double>();
        do
        {
            cancel.ThrowIfCancellationRequested();
            latencies.Add((await SendAsync(deployed, piece, Requests(session)[0]).ConfigureAwait(false)).LatencySeconds);
        }
        while (latencies.Sum() < QuietMoments.Seconds);
        return RequestModel.Median(latencies);
    }

    private static int Warmups(string session) => session == "warm" ? 2 : 1;

    /// <summary>One for each encoding.</summary>
    private RequestSettings[] Requests(string session) => [_inputs.Request(WireEncoding.Binary, session == "cold"), _inputs.Request(WireEncoding.Paper, session == "cold")];

    private Task<TierReply> SendAsync(DeployedModel deployed, Piece piece, RequestSettings settings) => piece.Picture is { } picture
        ? deployed.InferAsync(picture, settings, cancel)
        : deployed.InferAsync(piece.Inputs, settings, cancel);

    private static long ReplyBytes(TierReply reply, WireEncoding encoding) => WireSize.OfReply(reply.Answer is { } answer
        ? [WireTensor.OfBytes("answer", System.Text.Encoding.UTF8.GetBytes(answer))]
        : [.. reply.Outputs.Select(output => WireTensor.Of(output.Key, output.Value))], encoding);

    private DeploymentProfile Profile(List<(string Operator, OnnxModel Model, CutTable Table)> models, IReadOnlyList<ProfiledTier> tiers, string? note, bool isElsewhere)
    {
        var facts = new Dictionary<string, string>(Provenance.Here())
        {
            ["tiers"] = options.Scale is { } scale ? string.Create(CultureInfo.InvariantCulture, $"one machine, times scaled by {scale.Mobile}, {scale.Edge}, {scale.Cloud}") : options.Tiers.ToString(),
        };
        // The facts are of the machine that asks.
        if (isElsewhere) facts["elsewhere"] = "tiers that run elsewhere; processor and system are those of the client";
        else facts["quiet"] = string.Create(CultureInfo.InvariantCulture, $"{_moments.Share * 100:0} % measured in moments in which this machine's memory was as fast as it gets");
        if (note is not null) facts["int8"] = $"left out: {note}";
        var sent = _inputs.Picture is { } picture ? [WireTensor.OfBytes("input", picture)] : _inputs.Tensors.Select(input => WireTensor.Of(input.Key, input.Value)).ToArray();
        return new()
        {
            Model = Name,
            Sha256 = ProfileInputs.FileOf(model).Sha256,
            Subject = options.Subject,
            Measured = DateTimeOffset.UtcNow,
            Restarts = options.Restarts,
            Provenance = facts,
            Tiers = tiers,
            Sessions = options.Sessions,
            RequestBytes = Sizes(encoding => WireSize.OfRequest(sent, encoding, options.Subject, then: null)),
            ReplyBytes = Sizes(encoding => _timings.WholeReply(encoding)),
            Models = [.. models.Select((one, i) => Profiled(one.Operator, one.Model, one.Table, i))],
            Wire = _timings.Wire(options.Scale),
            Pictures = _timings.Pictures(options.Scale),
        };
    }

    private ProfiledModel Profiled(string name, OnnxModel whole, CutTable table, int index) => new(name, ProfileInputs.FileOf(whole).Bytes, _inputs.Accuracy(whole), table.Cuts,
        [.. table.Exits.Select(exit => exit with { AccuracyPercent = _inputs.Accuracy(whole.EarlyExit(exit.From, exit.To)) })], table.Anchors(options.Anchors), _timings.Parts(index, options.Scale))
    {
        Alone = _timings.Alone(index),
    };

    private static Dictionary<string, long> Sizes(Func<WireEncoding, long> of) => new[] { WireEncoding.Binary, WireEncoding.Paper }.ToDictionary(encoding => encoding.ToString().ToLowerInvariant(), of);

    private IReadOnlyList<ProfiledTier> TiersOf(Lab lab) => options.Scale is { } scale
        ? [.. Tier.Order.Select(name => new ProfiledTier(name, null, Environment.ProcessorCount, "scaled", PartTimings.Factor(scale, name)))]
        : [.. lab.Tiers.Select(tier => new ProfiledTier(tier.Tier.Name, tier.Tier.Cpus,
            options.Lab.HostThreads || tier.Tier.Cpus is not { } cpus ? lab.IsRemote ? 0 : Environment.ProcessorCount : Math.Max(1, (int)Math.Ceiling(cpus)),
            lab.IsRemote ? ProfiledTier.Elsewhere + tier.Status.CpuMechanism : tier.Status.CpuMechanism))];

    private sealed record Piece(OnnxModel Model, PartSide Side, int? Cut, IReadOnlyDictionary<string, Tensor> Inputs, byte[]? Picture);
}
